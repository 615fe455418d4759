/** A part with its number in the margin, and the point that the line goes to. */
interface Pointed {
  name: string;
  number: number;
  x: number;
  y: number;
  toX: number;
  toY: number;
}

interface Distance {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  px: number;
}

export interface Measured {
  width: number;
  height: number;
  parts: Pointed[];
  distances: Distance[];
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Numbers stand in rows above and below the component, so far from it. */
const MARGIN = 34;
const NUMBER_GAP = 24;
/** Those that hold others are told by the others, except for the outer one. */
const HOLDERS = new Set(['list-items', 'list-steps', 'list-head', 'notice-body']);

/** Their numbers stand behind them. */
const TEXTS = new Set([
  'notice-title',
  'notice-text',
  'notice-error',
  'row-status',
  'trust',
  'list-title',
  'list-text',
  'list-group',
  'error',
]);
/** From the end of a text to the middle of its number. */
const TEXT_GAP = 16;

function lastLineOf(text: Element): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()].at(-1) ?? text.getBoundingClientRect();
}

export function measure(stage: HTMLElement, rootName: string): Measured | null {
  const root = stage.querySelector(`[data-relink='${rootName}']`);
  const frame = stage.parentElement?.getBoundingClientRect();
  if (!root || !frame) return null;
  const boxOf = (shown: Element | DOMRect): Box => {
    const { left, top, right, bottom } =
      shown instanceof Element ? shown.getBoundingClientRect() : shown;
    return {
      left: left - frame.left,
      top: top - frame.top,
      right: right - frame.left,
      bottom: bottom - frame.top,
    };
  };
  const outer = boxOf(stage);
  const found = new Map<string, Box>();
  for (const element of stage.querySelectorAll('[data-relink]')) {
    const name = element.getAttribute('data-relink') ?? '';
    const box = boxOf(element);
    if (!found.has(name) && !HOLDERS.has(name) && box.right > box.left && box.bottom > box.top)
      found.set(name, TEXTS.has(name) ? boxOf(lastLineOf(element)) : box);
  }
  return {
    width: frame.width,
    height: frame.height,
    parts: pointAt(found, outer),
    distances: distancesIn(root, boxOf),
  };
}

/**
 * The number of a text stands right behind it. Any other is above or below the component, whichever is nearer, in the order
 * of what it points at.
 */
function pointAt(found: ReadonlyMap<string, Box>, outer: Box): Pointed[] {
  const middle = (outer.top + outer.bottom) / 2;
  const behind: Omit<Pointed, 'number'>[] = [];
  const above: Omit<Pointed, 'number'>[] = [];
  const below: Omit<Pointed, 'number'>[] = [];
  for (const [name, box] of found) {
    const toX = box.right - box.left > 80 ? box.left + 14 : (box.left + box.right) / 2;
    const y = (box.top + box.bottom) / 2;
    if (TEXTS.has(name)) {
      const x = box.right + TEXT_GAP;
      behind.push({ name, x, y, toX: x, toY: y });
    } else if (y <= middle)
      above.push({ name, x: toX, y: outer.top - MARGIN, toX, toY: box.top + 3 });
    else below.push({ name, x: toX, y: outer.bottom + MARGIN, toX, toY: box.bottom - 3 });
  }
  for (const side of [above, below]) {
    let last = Number.NEGATIVE_INFINITY;
    side.sort((a, b) => a.toX - b.toX || b.toY - a.toY);
    for (const part of side) last = part.x = Math.max(part.toX, last + NUMBER_GAP);
  }
  return [...above, ...behind, ...below]
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
    .map((part, index) => ({ ...part, number: index + 1 }));
}

/** The distances within the first line of parts: padding, gaps, and the height of the button. */
function distancesIn(root: Element, boxOf: (element: Element) => Box): Distance[] {
  const outer = boxOf(root.querySelector("[data-relink='list-item']") ?? root);
  const inner = (name: string): Box | null => {
    const element = root.querySelector(`[data-relink='${name}']`);
    return element && boxOf(element);
  };
  const logo = inner('logo');
  const body = inner('notice-body');
  const action = inner('notice-action');
  const button = inner('button') ?? (root.getAttribute('data-relink') === 'button' ? outer : null);
  const across = (from: number, to: number, y: number): Distance[] =>
    to - from < 2 ? [] : [{ x1: from, y1: y, x2: to, y2: y, px: Math.round(to - from) }];
  const down = (from: number, to: number, x: number): Distance[] =>
    to - from < 2 ? [] : [{ x1: x, y1: from, x2: x, y2: to, px: Math.round(to - from) }];
  const first = logo ?? body;
  return [
    ...(first
      ? across(outer.left, first.left, (first.top + first.bottom) / 2).concat(
          down(outer.top, first.top, (first.left + Math.min(first.right, first.left + 40)) / 2),
        )
      : []),
    ...(logo && body ? across(logo.right, body.left, logo.bottom - 6) : []),
    ...(body && action && action.top < body.bottom
      ? across(body.right, action.left, (action.top + action.bottom) / 2)
      : []),
    ...(action ? across(action.right, outer.right, (action.top + action.bottom) / 2) : []),
    ...(button ? down(button.top, button.bottom, button.left + 6) : []),
  ];
}
