import { reduce as realReduce } from '../../../src/core/engine/machine/reduce';
import type { SessionEvent, SessionState } from '../../../src/core/engine/machine/state';
import type { Step } from '../../../src/core/engine/machine/steps';
import { run, type Note } from './effects';
import { appEvents, heardBy, outsideEvents } from './events';
import { checkAtRest, checkReport, checkStep } from './invariants';
import { keyOf, START, withPage, type World } from './world';

export type Reduce = (state: SessionState, event: SessionEvent) => Step;

/** More of them say nothing more. */
const MAX_VIOLATIONS = 20;

export interface Exploration {
  worlds: number;
  transitions: number;
  /** What was violated, with the events that lead there from the start. */
  violations: string[];
}

/**
 * Visits every state that a session can reach: each event that the app, Link, the server and other tabs can send in each
 * state, with each answer to each effect, and with an app that acts from within its callbacks.
 *
 * @param wanted the violation that ends the search
 */
export function explore(reduce: Reduce = realReduce, wanted?: string): Exploration {
  const keys = new Map<string, number>([[keyOf(START), 0]]);
  const worlds: World[] = [START];
  const cameFrom: { from: number; by: string }[] = [{ from: -1, by: 'start' }];
  /** Edges of the page alone, backwards: with them, it is seen whether every call is settled without another click. */
  const before: number[][] = [[]];
  const violations = new Set<string>();
  const search = { isOver: false };
  const addViolation = (text: string): void => {
    violations.add(text);
    search.isOver ||= wanted !== undefined && text.includes(wanted);
  };
  let transitions = 0;

  const pathTo = (index: number): string => {
    const steps: string[] = [];
    for (let at = index; at > 0; at = cameFrom[at]?.from ?? 0)
      steps.unshift(cameFrom[at]?.by ?? '');
    return steps.join(', ');
  };

  for (
    let index = 0;
    index < worlds.length && !search.isOver && violations.size < MAX_VIOLATIONS;
    index += 1
  ) {
    const world = worlds[index];
    if (!world) continue;
    const isAtRest = world.queue.length === 0;
    if (isAtRest) checkAtRest(world, (text) => addViolation(`${text} [${pathTo(index)}]`));
    if (isAtRest && world.isDisposed) continue;
    const [next, ...rest] = world.queue;
    const outside = next ? [next] : outsideEvents(world);
    const events = next ? outside : [...outside, ...appEvents(world)];
    for (const [position, event] of events.entries()) {
      const from: World = next ? { ...world, queue: rest } : { ...world, hasActed: false };
      const note = (text: string): void =>
        addViolation(`${text} [${pathTo(index)}, ${event.type}]`);
      for (const reached of after(heardBy(from, event), event, reduce, note)) {
        transitions += 1;
        // Nothing has happened: a quick answer, since most events mean nothing in most states.
        if (reached === from && from.hasActed === world.hasActed && !next) continue;
        const key = keyOf(reached);
        let known = keys.get(key);
        if (known === undefined) {
          known = worlds.length;
          keys.set(key, known);
          worlds.push(reached);
          cameFrom.push({ from: index, by: event.type });
          before.push([]);
        }
        if (position < outside.length) before[known]?.push(index);
      }
    }
  }
  if (violations.size === 0) {
    for (const stuck of stuckWorlds(worlds, before))
      violations.add(`a call is never settled [${pathTo(stuck)}]`);
  }
  return { worlds: worlds.length, transitions, violations: [...violations] };
}

/** The worlds after one event: one for each answer that an effect may get, and for each act of the app within it. */
function after(world: World, event: SessionEvent, reduce: Reduce, note: Note): World[] {
  const [state, effects] = reduce(world.state, event);
  if (
    state === world.state &&
    effects.length === 0 &&
    event.type !== 'disposed' &&
    !('call' in event)
  )
    return [world];
  let worlds: World[] = [
    { ...world, state, isDisposed: world.isDisposed || event.type === 'disposed' },
  ];
  if ('call' in event)
    worlds = worlds.map((now) => withPage(now, { unsettled: [...now.page.unsettled, event.call] }));
  checkReport(world.state, state, effects, note);
  checkStep(world.state, event, state, note);
  for (const effect of effects) worlds = worlds.flatMap((now) => run(now, effect, event, note));
  return worlds;
}

/** The worlds in which a call waits, and from which no events of the page and the server lead to its end. */
function stuckWorlds(worlds: readonly World[], before: readonly (readonly number[])[]): number[] {
  const isFree = worlds.map(({ page }) => page.unsettled.length === 0);
  const open = [...isFree.keys()].filter((index) => isFree[index]);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const earlier of before[index] ?? []) {
      if (isFree[earlier]) continue;
      isFree[earlier] = true;
      open.push(earlier);
    }
  }
  return [...isFree.keys()].filter((index) => !isFree[index]).slice(0, 5);
}
