import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { RelinkProvider, useItemHealth, type MessageOverrides } from 'react-plaid-relink';
import { expect } from 'vitest';
import { createStubApp } from './stub-app';

type Answer = Readonly<Record<string, string>>;

export const BROKEN: Answer = { health: 'needs_update', remedy: 'relink' };
export const HEALTHY: Answer = { health: 'healthy', remedy: 'none' };
export const DOWN: Answer = { health: 'unavailable', remedy: 'wait' };
export const LOST: Answer = { health: 'revoked', remedy: 'new_link' };

/** An error as an app's fetch wrapper throws it. */
export const httpError = (status: number): Error =>
  Object.assign(new Error(`HTTP ${status}`), { status });

// Over all tests: what is known of an Item is remembered for the whole page.
let made = 0;

/** A stub app whose backend says of each Item what the test wants, with the Item's id as its bank's name. */
export function createHealthApp() {
  const app = createStubApp();
  const answers = new Map<string, Answer | Error | Promise<Answer>>();
  const asking = new Map<string, () => Promise<void>>();
  app.gateway.getItem.mockImplementation(async (itemId: string) => {
    const answer = await answers.get(itemId);
    if (answer instanceof Error) throw answer;
    return { item_id: itemId, institution_name: itemId, ...answer } as never;
  });
  const set = (itemId: string, answer: Answer | Error | Promise<Answer>): void =>
    void answers.set(itemId, answer);

  function Ask({ itemId }: { itemId: string }): null {
    const { refresh } = useItemHealth(itemId);
    asking.set(itemId, refresh);
    return null;
  }

  const rowOf = (itemId: string): HTMLElement => {
    const row = screen.getAllByRole('listitem').find((one) => one.textContent.includes(itemId));
    if (!row) throw new Error(`No row of ${itemId}.`);
    return row;
  };

  return {
    ...app,
    set,
    /** Lets the app ask about an Item, where there is no page of ours around it. */
    Ask,
    /** A new Item. */
    item(answer: Answer | Error | Promise<Answer>): string {
      const itemId = `bank-${(made += 1)}`;
      set(itemId, answer);
      return itemId;
    },
    /** What the app puts around the tested component; `asks` are Items that it can ask about by itself. */
    Page: ({
      children,
      asks = [],
      messages,
    }: {
      children: ReactNode;
      asks?: string[];
      messages?: MessageOverrides;
    }) => (
      <RelinkProvider gateway={app.gateway} messages={messages} onError={() => {}}>
        {children}
        {asks.map((itemId) => (
          <Ask key={itemId} itemId={itemId} />
        ))}
      </RelinkProvider>
    ),
    /** The app asks how an Item is. */
    ask: (itemId: string) => act(async () => asking.get(itemId)?.()),
    rowOf,
    untilRows: (count: number) =>
      waitFor(() => expect(screen.queryAllByRole('listitem')).toHaveLength(count)),
    press: async (itemId: string, name: string) =>
      userEvent.click(await within(rowOf(itemId)).findByRole('button', { name })),
    /** The user is done in Link, and the bank works again. */
    async repair(itemId: string): Promise<void> {
      const handler = await app.opened();
      set(itemId, HEALTHY);
      app.succeed(handler);
    },
  };
}

export type HealthApp = ReturnType<typeof createHealthApp>;
