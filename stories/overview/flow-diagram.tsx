import drawing from '../../docs/images/components/flow.svg?raw';

/**
 * The drawing is inline, so that it follows the toolbar's theme. On a phone it scrolls, because it would be too small to
 * read.
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
