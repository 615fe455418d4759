import { useItemHealth } from 'react-plaid-relink';
import { useId, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { PageIcon } from '../page/icons';
import type { DemoItem } from '../api';
import type { SceneTab } from '../scenes/scenes';
import { BreakIt } from './break-it';
import { CodeView } from './code-view';
import type { Faults } from './faults';
import type { TimeLine } from './time-line';
import { TimeLineView } from './time-line-view';

const TABS = [
  ['time', 'Time line'],
  ['code', 'Code'],
  ['break', 'Break it'],
] as const;

export type PanelTab = (typeof TABS)[number][0];

interface PanelProps {
  tab: SceneTab;
  items: readonly DemoItem[];
  timeLine: TimeLine;
  faults: Faults;
  isFake: boolean;
  selected: PanelTab;
  onSelect(tab: PanelTab): void;
}

/** What is behind the product. On a phone it is a sheet at the bottom, with the newest step in its bar. */
export function Panel({ tab, items, timeLine, faults, isFake, selected, onSelect }: PanelProps) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const tabs = useRef<HTMLDivElement>(null);
  const { size } = useSyncExternalStore(faults.subscribe, faults.current);
  const latest = useSyncExternalStore(timeLine.subscribe, timeLine.turns).at(-1);
  const moveBy = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = TABS.findIndex(([name]) => name === selected) + step + TABS.length;
    onSelect(TABS[index % TABS.length]?.[0] ?? 'time');
    tabs.current?.querySelectorAll<HTMLElement>('[role="tab"]')[index % TABS.length]?.focus();
  };
  const step = latest?.steps.at(-1);
  const { health } = useItemHealth(items[0]?.itemId);
  const hint =
    health?.state === 'healthy'
      ? `${items[0]?.bank} is connected. Break it again under “Break it”.`
      : tab.hint;
  return (
    <aside className="panel" aria-label="Behind the product" data-open={isOpen || undefined}>
      <div className="panel-bar">
        <div role="tablist" aria-label="Behind the product" ref={tabs} onKeyDown={moveBy}>
          {TABS.map(([name, label]) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${id}-${name}`}
              aria-selected={selected === name}
              aria-controls={`${id}-panel`}
              tabIndex={selected === name ? 0 : -1}
              onClick={() => {
                onSelect(name);
                setIsOpen(true);
              }}
            >
              {label}
              {name === 'break' && size > 0 && <span className="count">{size}</span>}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="sheet-toggle"
          aria-expanded={isOpen}
          aria-controls={`${id}-panel`}
          aria-label={isOpen ? 'Fold the panel' : 'Unfold the panel'}
          onClick={() => setIsOpen(!isOpen)}
        >
          <PageIcon name="up" />
        </button>
      </div>
      <p className="latest" aria-hidden="true">
        {step ? `${latest?.title} · ${step.what}` : latest?.title}
      </p>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${selected}`}
        className="panel-body"
      >
        {selected === 'time' && <TimeLineView timeLine={timeLine} hint={health ? hint : ''} />}
        {selected === 'code' && <CodeView files={tab.code} />}
        {selected === 'break' && (
          <BreakIt items={items} faults={faults} timeLine={timeLine} isFake={isFake} />
        )}
      </div>
    </aside>
  );
}
