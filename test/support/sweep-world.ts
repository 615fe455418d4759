import { createMemoryRecords, type SweepItem, type SweepOptions } from 'react-plaid-relink/server';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';

/** Sleepers wake in the order of their times; the clock stands still while anything else is at work. */
export interface VirtualClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `work` while the clock does not move. */
  busy<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Lets time pass until `work` is done. */
  run<Value>(work: Promise<Value>): Promise<Value>;
}

export const START = Date.parse('2026-03-01T00:00:00Z');

function createVirtualClock(): VirtualClock {
  let nowMs = START;
  let working = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();

  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { at: nowMs + ms, wake };
        sleepers.add(sleeper);
        if (signal?.aborted) wake();
        else signal?.addEventListener('abort', wake);
      }),
    async busy(work) {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
      }
    },
    async run(work) {
      const state = { isDone: false };
      const settle = (): void => void (state.isDone = true);
      work.then(settle, settle);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (state.isDone) return work;
        if (working > 0) continue;
        const first = [...sleepers].sort((a, b) => a.at - b.at)[0];
        if (!first) continue;
        nowMs = Math.max(nowMs, first.at);
        first.wake();
      }
    },
  };
}

export interface Call {
  method: 'itemGet' | 'accountsGet' | 'itemWebhookUpdate';
  accessToken: string;
  at: number;
  /** Whether Plaid answered: no outage, no limit. */
  isAnswered: boolean;
}

export interface SweepWorld {
  clock: VirtualClock;
  plaid: FakePlaid;
  records: ReturnType<typeof createMemoryRecords>;
  items: SweepItem[];
  calls: Call[];
  /** Options of `sweepItems`; `fail` may throw in place of a call. */
  options(fail?: (call: Call) => void): SweepOptions;
}

/** A fake Plaid with Items, whose calls take 50 to 450 ms of the virtual clock. */
export function createSweepWorld(
  count: number,
  init: (index: number) => Parameters<FakePlaid['createItem']>[0] = () => ({}),
): SweepWorld {
  const clock = createVirtualClock();
  const plaid = createFakePlaid({ now: clock.now });
  const client = plaid.client();
  const records = createMemoryRecords();
  const items = Array.from({ length: count }, (_, index) => plaid.createItem(init(index)));
  const calls: Call[] = [];

  return {
    clock,
    plaid,
    records,
    items,
    calls,
    options(fail = () => {}) {
      const make =
        (method: Call['method']) =>
        async (request: { access_token: string }): Promise<{ data: unknown }> => {
          const { access_token: accessToken } = request;
          const call: Call = { method, accessToken, at: clock.now(), isAnswered: false };
          calls.push(call);
          await clock.sleep(50 + ((calls.length * 37) % 400));
          fail(call);
          const answer = await clock.busy(() => client[method](request));
          call.isAnswered = true;
          return answer;
        };
      return {
        plaid: {
          itemGet: make('itemGet'),
          accountsGet: make('accountsGet'),
          itemWebhookUpdate: make('itemWebhookUpdate'),
        },
        records,
        items,
        now: clock.now,
        sleep: clock.sleep,
        onError: () => {},
      };
    },
  };
}

/** What the official client throws for one of Plaid's errors. */
export function plaidRefusal(error_type: string, error_code: string, status: number): Error {
  const response = { status, data: { error_type, error_code, error_message: error_code } };
  return Object.assign(new Error(`Request failed with status code ${status}`), { response });
}

/** The most calls that began within any minute. */
export function mostInAMinute(calls: readonly Call[]): number {
  let most = 0;
  let first = 0;
  for (const [last, call] of calls.entries()) {
    while (call.at - (calls[first]?.at ?? 0) >= 60_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
