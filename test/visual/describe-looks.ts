import type { ElementLook } from './look-of';

export interface StoryLook {
  story: string;
  light: ElementLook[];
  dark: ElementLook[];
}

/** The looks of some stories as a text for people: each look once, with the stories that have it. */
export function describeLooks(stories: readonly StoryLook[]): string {
  const byLook = new Map<string, Set<string>>();
  for (const { story, light, dark } of stories) {
    light.forEach(({ name, css }, index) => {
      // Dark is told where it is another.
      const others = (dark[index]?.css ?? []).filter((line) => !css.includes(line));
      const lines = [...css, ...others.map((line) => `dark: ${line}`)];
      const look = [name, ...lines.map((line) => `  ${line}`)].join('\n');
      const shownBy = byLook.get(look) ?? new Set();
      byLook.set(look, shownBy.add(story));
    });
  }
  return [...byLook]
    .map(([look, shownBy]) => `${look}\n  in: ${[...shownBy].join(', ')}\n`)
    .join('\n');
}
