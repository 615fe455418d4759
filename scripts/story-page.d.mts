import type { Page } from 'playwright';

export interface StoryEntry {
  id: string;
  title: string;
  name: string;
}

export function readStories(dir: string, wanted?: 'story' | 'docs'): StoryEntry[];
export function openStory(
  page: Page,
  url: string,
  id: string,
  globals?: Readonly<Record<string, string>>,
): Promise<void>;
export function untilPlayed(page: Page, id: string): Promise<void>;
export function untilAtRest(page: Page): Promise<void>;
export function serveFromFolder(page: Page, dir: string): Promise<string>;
