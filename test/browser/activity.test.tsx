import { render } from '@testing-library/react';
import { RelinkList, RelinkNotice, type RelinkActivity } from 'react-plaid-relink';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { eventually } from '../support/eventually';
import { createFakeApp } from '../support/fake-app';

describe('what the user can see', () => {
  it('a notice below the edge of the window is shown once it is scrolled into view, and once', async () => {
    const app = createFakeApp();
    const [above, below] = [app.itemId, app.addItem()];
    const told: RelinkActivity[] = [];
    render(
      app.provide(
        <>
          <RelinkNotice itemId={above} data-testid="above" />
          <div style={{ blockSize: '300vh' }} />
          <RelinkNotice itemId={below} data-testid="below" />
        </>,
        { onActivity: (activity) => void told.push(activity) },
      ),
    );
    const shown = () => told.map(({ name, itemId }) => [name, itemId]);
    await expect.element(page.getByTestId('below')).toBeInTheDocument();
    await eventually(() => expect(shown()).toEqual([['shown', above]]));
    const scrollTo = (id: string): void => page.getByTestId(id).element().scrollIntoView();
    scrollTo('below');
    await eventually(() => expect(shown()).toHaveLength(2));
    scrollTo('above');
    scrollTo('below');
    // A third Item is seen later than anything that the first two could still tell.
    const third = app.addItem();
    render(
      app.provide(<RelinkNotice itemId={third} />, {
        onActivity: (activity) => void told.push(activity),
      }),
    );
    page.getByTestId('above').element().scrollIntoView();
    document.documentElement.scrollTop = document.documentElement.scrollHeight;
    await eventually(() => expect(shown()).toContainEqual(['shown', third]));
    expect(shown()).toEqual([
      ['shown', above],
      ['shown', below],
      ['shown', third],
    ]);
  });

  it('a list in a panel that is hidden shows nothing until the panel opens', async () => {
    const app = createFakeApp();
    const second = app.addItem();
    const told: string[] = [];
    const view = (isOpen: boolean) =>
      app.provide(
        <>
          <RelinkNotice itemId={second} />
          <section hidden={!isOpen}>
            <RelinkList itemIds={[app.itemId]} data-testid="list" />
          </section>
        </>,
        { onActivity: ({ itemId }) => void told.push(itemId) },
      );
    const { rerender } = render(view(false));
    await eventually(() =>
      expect(document.querySelectorAll('[data-relink="list-item"]')).toHaveLength(1),
    );
    await eventually(() => expect(told).toEqual([second]));
    rerender(view(true));
    await eventually(() => expect(told).toEqual([second, app.itemId]));
  });
});
