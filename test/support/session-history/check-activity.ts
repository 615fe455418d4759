import type { RelinkActivity, RelinkActivityName } from '../../../src/core/client/activity';
import type { SessionModel } from './model';

/** What may have been told of an Item before each step; null before the first. */
const BEFORE: Readonly<Record<RelinkActivityName, readonly (RelinkActivityName | null)[]>> = {
  shown: [],
  clicked: [null, 'exited', 'confirmed', 'failed'],
  opened: ['clicked'],
  hosted: ['clicked'],
  exited: ['clicked', 'opened', 'hosted'],
  succeeded: ['opened'],
  // The other tab needs no click here; a failure may be disproved; and a click asks again about a relink.
  confirmed: [null, 'clicked', 'opened', 'hosted', 'exited', 'succeeded', 'confirmed', 'failed'],
  failed: ['clicked', 'opened', 'hosted', 'exited', 'succeeded'],
};

/** Holds the steps of each Item to the order that `onActivity` promises. */
export function checkActivity(model: SessionModel): (activity: RelinkActivity) => void {
  const last = new Map<string, RelinkActivity>();
  return (activity) => {
    const { itemId, name, by, sinceClickMs } = activity;
    const before = last.get(itemId) ?? null;
    if (!BEFORE[name].includes(before?.name ?? null))
      model.fail(`onActivity: ${name} after ${before?.name ?? 'nothing'}`);
    if (
      name === 'confirmed' &&
      by === 'link' &&
      !['succeeded', 'clicked'].includes(before?.name ?? '')
    )
      model.fail(`onActivity: confirmed by Link after ${before?.name ?? 'nothing'}`);
    if (sinceClickMs !== null && sinceClickMs < 0)
      model.fail(`onActivity: ${name} came ${-sinceClickMs} ms before its click`);
    last.set(itemId, activity);
  };
}
