import { createContext, useContext } from 'react';
import type { DemoItem, Scene } from '../api';
import { TEXTS, type Texts } from './texts';

/** What the scenes share. */
export interface DemoScope {
  texts: Texts;
  items: readonly DemoItem[];
  publicKey: string | null;
  /** An Item of the page works again. */
  onRepaired(): void;
}

export const DemoContext = createContext<DemoScope>({
  texts: TEXTS.en,
  items: [],
  publicKey: null,
  onRepaired() {},
});

export const useDemo = (): DemoScope => useContext(DemoContext);

export function useItems(scene: Scene): DemoItem[] {
  return useDemo().items.filter((item) => item.scene === scene);
}
