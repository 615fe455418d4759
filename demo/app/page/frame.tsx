import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import type { SceneTab } from '../scenes/scenes';
import type { Settings } from './settings';

interface FrameProps {
  settings: Settings;
  tabs: readonly SceneTab[];
  current: SceneTab;
  /** The name of a button of the product that was pressed. */
  onPress(name: string): void;
  children: ReactNode;
}

/** The product that the components are in, with a tab for each way to use them. */
export function Frame({ settings, tabs, current, onPress, children }: FrameProps) {
  const tellPress = ({ target }: MouseEvent): void => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button) onPress(button.getAttribute('aria-label') ?? button.textContent.trim());
  };
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the tabs are wider than the page.
    const open = nav.current?.querySelector('[aria-current]');
    open?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current.id]);
  return (
    <div className="stage">
      <nav className="scenes" aria-label="Ways to use it" ref={nav}>
        {tabs.map(({ id, label }) => (
          <a key={id} href={`#${id}`} aria-current={id === current.id ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <div className="frame" data-width={settings.width}>
        <div className="product-bar">
          <span className="product-mark" aria-hidden="true" />
          <b>Acme Money</b>
          <span className="avatar" title="Ada Lovelace">
            AL
          </span>
        </div>
        {/* Presses are told to the time line; the buttons themselves do what they do. */}
        <div className="product" lang={settings.language} onClickCapture={tellPress}>
          {children}
        </div>
      </div>
    </div>
  );
}
