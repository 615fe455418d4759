// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createEvent, fireEvent } from '@testing-library/dom';
import { forwardRef, version, type ReactElement, type ReactNode, type SyntheticEvent } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RelinkButton, RelinkProvider } from 'react-plaid-relink';
import '../support/warm-chunks';
import { eventually } from '../support/eventually';
import { button, createStubApp, type StubApp } from '../support/stub-app';

let app: StubApp;
const onSubmit = vi.fn((event: SyntheticEvent) => event.preventDefault());
beforeEach(() => {
  app = createStubApp();
  onSubmit.mockClear();
});

const show = (children: ReactNode) => render(<app.App>{children}</app.App>);

/** A React element as a server component's payload brings it: not yet an element to those who look for one. */
const lazily = (element: ReactElement): ReactElement =>
  ({
    $$typeof: Symbol.for('react.lazy'),
    _payload: element,
    _init: (payload: ReactElement) => payload,
  }) as unknown as ReactElement;

/** Of a design system that keeps its events to itself. */
function Quiet({ onClick, children }: { onClick?: () => void; children?: ReactNode }) {
  return (
    <button type="button" onClick={() => onClick?.()}>
      {children}
    </button>
  );
}

/** As `Pressable` of react-native-web: it hands on the ref, has an `onPress`, and replaces `onClick` by its own. */
const Pressable = forwardRef<
  HTMLDivElement,
  { onPress?: () => void; onClick?: () => void; children?: ReactNode }
>(function Pressable({ onPress, children }, ref) {
  return (
    <div ref={ref} role="button" tabIndex={0} onClick={() => onPress?.()}>
      {children}
    </div>
  );
});

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
  ])('a RelinkButton with %s submits no form', async (_what, children) => {
    show(<form onSubmit={onSubmit}>{children}</form>);
    await userEvent.click(button());
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it.each<[string, ReactNode]>([
    ['of its own', <RelinkButton key="1" itemId="form-own" type="submit" />],
    [
      'of its child',
      <RelinkButton key="2" itemId="form-child" asChild>
        <button type="submit">Fix</button>
      </RelinkButton>,
    ],
  ])('a RelinkButton keeps a type %s that the app sets', async (_what, children) => {
    show(<form onSubmit={onSubmit}>{children}</form>);
    await userEvent.click(button());
    expect(onSubmit).toHaveBeenCalledOnce();
  });
});

describe('asChild', () => {
  it('G11: asChild opens Link where a design system calls the handler without an event', async () => {
    show(
      <RelinkButton itemId="quiet" asChild>
        <Quiet>Fix</Quiet>
      </RelinkButton>,
    );
    await userEvent.click(button());
    await app.opened();
  });

  it('asChild warns once of a child that drops the click handler, and of no child that calls it', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const named = (name: string) => screen.getByRole('button', { name });
    const onClick = vi.fn((event: SyntheticEvent) => event.preventDefault());
    show(
      <>
        <RelinkButton itemId="kept" asChild onClick={onClick}>
          <button type="button">Kept</button>
        </RelinkButton>
        <RelinkButton itemId="dropped" asChild>
          <Pressable>Dropped</Pressable>
        </RelinkButton>
      </>,
    );
    await userEvent.click(named('Kept'));
    await userEvent.click(named('Dropped'));
    await eventually(() => expect(warned).toHaveBeenCalled());
    await userEvent.click(named('Dropped'));
    expect(onClick).toHaveBeenCalledOnce();
    expect(warned.mock.calls).toEqual([
      [expect.stringMatching(/a <div>, was clicked and did not call its onClick.*useRelink\(\)/)],
    ]);
    warned.mockRestore();
  });

  // React 18.2 has no server components of its own.
  it.runIf(parseInt(version) >= 19)(
    'G11: asChild opens Link where the child comes from a server component',
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

  it('G11: asChild refuses a fragment, which would drop the handlers', () => {
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

  it('a disabled asChild child runs no click handler of the app, as a disabled <button> runs none', () => {
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

  it('a link as the asChild child does not navigate when it is clicked', () => {
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

describe('the name of a button', () => {
  it.each([
    ['an empty text', ''],
    ['false', false],
    ['true', true],
    ['null', null],
    ['an empty list', []],
    ['a list of empty values', [false, '', [null]]],
    ['empty values of a function', () => [false, '']],
  ])('a button whose children are %s is named "Reconnect"', (_what, children) => {
    show(<RelinkButton itemId="nameless">{children}</RelinkButton>);
    expect(button()).toHaveAccessibleName('Reconnect');
  });

  it.each([
    ['a number', 7, '7'],
    ['a text beside empty values', [false, '', 'Fix'], 'Fix'],
    ['an element', <b key="b">Fix it</b>, 'Fix it'],
  ])('a button takes its name from %s', (_what, children, name) => {
    show(<RelinkButton itemId="named">{children}</RelinkButton>);
    expect(button()).toHaveAccessibleName(name);
  });

  it('a button with messages that are undefined uses the default texts for its name and its errors', async () => {
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
    await screen.findByText('You’ve been signed out. Sign in again to continue.');
  });
});
