import drawing from '../docs/images/components/flow.svg?raw';

/**
 * The drawing of the README, as part of the page: so it goes with the toolbar's theme. On a phone it is scrolled, since
 * nobody could read it smaller.
 */
export function FlowDiagram() {
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label="How a bank connection is repaired"
      style={{ overflowX: 'auto' }}
      className="sb-unstyled"
    >
      <div style={{ minWidth: 760 }} dangerouslySetInnerHTML={{ __html: drawing }} />
    </div>
  );
}
