import type { Page } from 'playwright';

/** How one element of this package looks, in the theme that the page has now. */
export interface ElementLook {
  /** Its part, state and topic. */
  name: string;
  /** What is not as an unstyled element of its kind has it. */
  css: string[];
}

/**
 * Computed styles and not pixels, since pixels are those of the machine's fonts, of its font renderer and of its
 * graphics; a tolerance that lets those pass lets a changed border pass too. Left out is what a font decides: heights,
 * and widths that come from a text. What pixels would show beside, such as a text that sticks out or a box that jumps,
 * is measured in stories.test.ts.
 */
export function lookOf(page: Page): Promise<ElementLook[]> {
  return page.evaluate(() => {
    // Of an animation without an end, the start is what can be looked at twice.
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getTiming().iterations !== Infinity) continue;
      animation.pause();
      animation.currentTime = 0;
    }
    const PROPERTIES = [
      'display',
      'color',
      'background-color',
      'border-style',
      'border-width',
      'border-radius',
      'padding',
      'margin',
      'gap',
      'font-size',
      'font-weight',
      'font-style',
      'text-align',
      'text-decoration-line',
      'text-transform',
      'letter-spacing',
      'opacity',
      'box-shadow',
      'filter',
      'min-block-size',
      'min-inline-size',
      'max-inline-size',
      'cursor',
      'visibility',
      'outline-style',
      'outline-width',
      'outline-offset',
    ];
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas.');
    const hex = (colour: string): string => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
      const parts = alpha === 255 ? [red, green, blue] : [red, green, blue, alpha];
      return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    };
    const read = (style: CSSStyleDeclaration, name: string): string => {
      const value = style.getPropertyValue(name);
      return name.endsWith('color') ? hex(value) : value;
    };
    const cssOf = (element: Element): string[] => {
      const plain = document.body.appendChild(document.createElement(element.tagName));
      const [own, usual] = [getComputedStyle(element), getComputedStyle(plain)];
      const css = PROPERTIES.filter((name) => read(own, name) !== read(usual, name)).map(
        (name) => `${name}: ${read(own, name)}`,
      );
      plain.remove();
      if (own.borderStyle !== 'none') {
        const sides = ['border-block-start-color', 'border-inline-start-color'];
        css.push(...sides.map((name) => `${name}: ${read(own, name)}`));
      }
      if (own.outlineStyle !== 'none') css.push(`outline-color: ${read(own, 'outline-color')}`);
      return css;
    };
    const nameOf = (element: Element): string =>
      element
        .getAttributeNames()
        .filter((name) =>
          /^(data-(relink|variant|state|topic|tone|icon|current|done|skipped)|disabled)$/.test(
            name,
          ),
        )
        .map((name) => element.getAttribute(name) || name)
        .join(' ');
    const found = document.querySelectorAll('#storybook-root [data-relink]');
    return [...found].map((element) => ({ name: nameOf(element), css: cssOf(element) }));
  });
}
