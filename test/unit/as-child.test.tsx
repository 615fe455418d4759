// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createEvent, fireEvent } from '@testing-library/dom';
import { version, type ReactNode, type SyntheticEvent } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RelinkButton, RelinkProvider } from 'react-plaid-relink';
import '../support/warm-chunks';
import { button, createStubApp, type StubApp } from '../support/stub-app';

let app: StubApp;
const onSubmit = vi.fn((event: SyntheticEvent) => event.preventDefault());
beforeEach(() => {
  app = createStubApp();
  onSubmit.mockClear();
});

const show = (children: ReactNode) => render(<app.App>{children}</app.App>);

/** A React element as a server component's payload brings it: not yet an element to those who look for one. */
const lazily = (element: ReactNode): ReactNode =>
  ({
    $$typeof: Symbol.for('react.lazy'),
    _payload: element,
    _init: (payload: ReactNode) => payload,
  }) as unknown as ReactNode;

/** Of a design system that keeps its events to itself. */
function Quiet({ onClick, children }: { onClick?: () => void; children?: ReactNode }) {
  return (
    <button type="button" onClick={() => onClick?.()}>
      {children}
    </button>
  );
}

describe('in a form', () => {
  it.each([
    [
      'a <button> as the child',
      <RelinkButton key="1" itemId="form-child" asChild>
        <button>Fix</button>
      </RelinkButton>,
    ],
    [
      'a <button> as the child, disabled',
      <RelinkButton key="2" itemId="form-disabled" asChild disabled>
        <button>Fix</button>
      </RelinkButton>,
    ],
    ['a type that is undefined', <RelinkButton key="3" itemId="form-type" type={undefined} />],
  ])('%s submits nothing', async (_what, children) => {
    show(<form onSubmit={onSubmit}>{children}</form>);
    await userEvent.click(button());
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('a type of the app’s own is kept', async () => {
    show(
      <form onSubmit={onSubmit}>
        <RelinkButton itemId="form-own" asChild>
          <button type="submit">Fix</button>
        </RelinkButton>
      </form>,
    );
    await userEvent.click(button());
    expect(onSubmit).toHaveBeenCalledOnce();
  });
});

describe('G11: asChild', () => {
  it('opens Link where a design system calls the handler without an event', async () => {
    show(
      <RelinkButton itemId="quiet" asChild>
        <Quiet>Fix</Quiet>
      </RelinkButton>,
    );
    await userEvent.click(button());
    await app.opened();
  });

  // React 18.2 has no server components of its own.
  it.runIf(parseInt(version) >= 19)(
    'opens Link where the child comes from a server component',
    async () => {
      show(
        <RelinkButton itemId="lazy" asChild>
          {lazily(<button type="button">Fix</button>)}
        </RelinkButton>,
      );
      await userEvent.click(button());
      await app.opened();
    },
  );

  it('refuses a fragment, which would take the behaviour and do nothing', () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const inFragment = (
      <RelinkButton itemId="fragment" asChild>
        <>
          <button>Fix</button>
        </>
      </RelinkButton>
    );
    expect(() => render(inFragment)).toThrow(/needs one element/);
    logged.mockRestore();
  });

  it('disabled, does nothing of what the app does at a click, as a disabled <button> would', () => {
    const onClick = vi.fn();
    show(
      <div onClick={onClick}>
        <RelinkButton itemId="disabled" asChild disabled onClick={onClick}>
          <a href="/banks" onClick={onClick}>
            Fix
          </a>
        </RelinkButton>
      </div>,
    );
    const link = screen.getByRole('link', { name: 'Fix' });
    expect(link).toHaveAttribute('aria-disabled', 'true');
    const click = createEvent.click(link);
    fireEvent(link, click);
    expect(onClick).not.toHaveBeenCalled();
    expect(click.defaultPrevented).toBe(true);
  });

  it('does not leave the page by the link that it is given', () => {
    show(
      <RelinkButton itemId="link" asChild>
        <a href="/banks">Fix</a>
      </RelinkButton>,
    );
    const link = screen.getByRole('link', { name: 'Fix' });
    const click = createEvent.click(link);
    fireEvent(link, click);
    expect(click.defaultPrevented).toBe(true);
  });
});

describe('a button', () => {
  it.each([
    ['an empty text', ''],
    ['false', false],
    ['true', true],
    ['null', null],
    ['none', []],
    ['several that are nothing', [false, '', [null]]],
    ['what a function makes of nothing', () => [false, '']],
  ])('has a name where its children are %s', (_what, children) => {
    show(<RelinkButton itemId="nameless">{children}</RelinkButton>);
    expect(button()).toHaveAccessibleName('Reconnect');
  });

  it.each([
    ['a number', 7, '7'],
    ['a text beside nothing', [false, '', 'Fix'], 'Fix'],
    ['an element', <b key="b">Fix it</b>, 'Fix it'],
  ])('has the name that it is given: %s', (_what, children, name) => {
    show(<RelinkButton itemId="named">{children}</RelinkButton>);
    expect(button()).toHaveAccessibleName(name);
  });

  it('has a name, and its errors a text, where a message is there and undefined', async () => {
    app.gateway.createLinkToken.mockRejectedValue(
      Object.assign(new Error('signed out'), { status: 401 }),
    );
    const messages = { idle: undefined, failed: undefined } as never;
    render(
      <RelinkProvider gateway={app.gateway} messages={messages} onError={() => {}}>
        <RelinkButton itemId="messages" />
      </RelinkProvider>,
    );
    expect(button()).toHaveAccessibleName('Reconnect');
    await userEvent.click(button());
    await screen.findByText('You are signed out of this app. Please sign in again.');
  });
});
