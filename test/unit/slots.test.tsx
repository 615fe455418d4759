// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef, forwardRef, type ReactElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import {
  RelinkButton,
  RelinkList,
  RelinkProvider,
  type RelinkButtonSlotProps,
} from 'react-plaid-relink';
import { button, createStubApp } from '../support/stub-app';
import '../support/warm-chunks';

const HouseButton = forwardRef<HTMLButtonElement, RelinkButtonSlotProps>(
  function HouseButton(props, ref) {
    return <button {...props} ref={ref} className={`house ${props.className ?? ''}`} />;
  },
);
/** It drops the ref, as a component of React 18 without `forwardRef` does. */
function PlainButton({ ref: _ref, ...props }: RelinkButtonSlotProps): ReactElement {
  return <button {...props} />;
}

describe('classNames and components of <RelinkProvider>', () => {
  it('a part gets the class that the provider has for it, beside its own', () => {
    const { gateway } = createStubApp();
    render(
      <RelinkProvider gateway={gateway} classNames={{ button: 'btn' }}>
        <RelinkButton itemId="item-a" className="mine" />
      </RelinkProvider>,
    );
    expect(button()).toHaveClass('btn', 'mine', { exact: true });
    expect(button()).toHaveAttribute('data-relink', 'button');
  });

  it.each([undefined, ''])(
    'the class attribute of a part has no blanks of the class name %j that an app leaves out',
    (className) => {
      const { gateway } = createStubApp();
      render(
        <RelinkProvider gateway={gateway} classNames={{ button: 'btn', list: 'banks' }}>
          <RelinkButton itemId="item-a" className={className} />
          <RelinkList itemIds={[]} className={className} data-testid="list" />
        </RelinkProvider>,
      );
      expect(button().getAttribute('class')).toBe('btn');
      expect(screen.getByTestId('list').getAttribute('class')).toBe('banks');
    },
  );

  it('a button of the app’s own gets everything that ours has', async () => {
    const { gateway, opened } = createStubApp();
    const ref = createRef<HTMLButtonElement>();
    const onClick = vi.fn();
    render(
      <RelinkProvider
        gateway={gateway}
        classNames={{ button: 'btn' }}
        components={{ Button: HouseButton }}
      >
        <RelinkButton itemId="item-a" ref={ref} onClick={onClick} aria-describedby="bank" />
      </RelinkProvider>,
    );
    expect(ref.current).toBe(button());
    expect(button()).toHaveClass('house', 'btn', { exact: true });
    expect(button()).toHaveAttribute('type', 'button');
    expect(button()).toHaveAttribute('aria-describedby', 'bank');
    expect(button()).toHaveAttribute('data-relink', 'button');
    expect(button()).toHaveAttribute('data-variant', 'primary');
    expect(button()).toHaveAttribute('data-state', 'idle');
    await userEvent.click(button());
    expect(onClick).toHaveBeenCalledOnce();
    await opened();
    expect(button()).toHaveAttribute('data-state', 'open');
    expect(button()).toHaveAttribute('aria-busy', 'true');
  });

  it('a button of the app’s own that takes no ref opens Link', async () => {
    const { gateway, opened } = createStubApp();
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    render(
      <RelinkProvider gateway={gateway} components={{ Button: PlainButton }}>
        <RelinkButton itemId="item-a" />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    await opened();
    expect(button()).toHaveAttribute('data-state', 'open');
    expect(errors).not.toHaveBeenCalled();
  });

  it('asChild wins over the button of the provider', () => {
    const { gateway } = createStubApp();
    render(
      <RelinkProvider
        gateway={gateway}
        classNames={{ button: 'btn' }}
        components={{ Button: HouseButton }}
      >
        <RelinkButton itemId="item-a" asChild>
          <a href="/fix">Fix it</a>
        </RelinkButton>
      </RelinkProvider>,
    );
    expect(screen.queryByRole('button')).toBeNull();
    const link = screen.getByRole('link', { name: 'Fix it' });
    expect(link).not.toHaveClass('house');
    expect(link).not.toHaveClass('btn');
    expect(link).toHaveAttribute('data-state', 'idle');
  });
});
