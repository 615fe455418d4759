import type { HTMLAttributes, ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Icon, type IconName } from '../../src/components/icon/icon';

/**
 * The elements of the DOM contract in each state, as static HTML: styles.css is looked at and measured without sessions,
 * clocks and Link.
 */

interface PartProps extends HTMLAttributes<HTMLElement> {
  of: string;
  as?: string;
}

/** An element of a part. */
function Part({ of, as = 'p', ...attributes }: PartProps): ReactElement {
  const Element = as as 'p';
  return <Element data-relink={of} {...attributes} />;
}

const LABELS = ['Reconnect', 'Checking…', 'Connected', 'Try again', 'Check again'];

interface ButtonLook {
  state?: string;
  variant?: 'primary' | 'secondary' | 'plain';
  label?: string;
  labels?: readonly string[];
  disabled?: boolean;
  part?: string;
}

const BUSY = ['opening', 'open', 'confirming'];
const SHOWN: Readonly<Record<string, string>> = {
  confirming: 'Checking…',
  relinked: 'Connected',
  failed: 'Try again',
};

export function ButtonPart({
  state = 'idle',
  variant = 'primary',
  label,
  labels = LABELS,
  disabled,
  part = 'button',
}: ButtonLook): ReactElement {
  const isBusy = BUSY.includes(state);
  return (
    <button
      data-relink={part}
      data-state={part === 'button' ? state : undefined}
      data-variant={variant}
      data-labels={part === 'button' ? labels.join('\n') : undefined}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || state === 'relinked' || undefined}
      disabled={disabled}
    >
      {isBusy && <span data-relink="spinner" aria-hidden="true" />}
      {state === 'relinked' && <Icon name="check" />}
      {label ?? SHOWN[state] ?? 'Reconnect'}
    </button>
  );
}

const BADGES: Readonly<Record<string, IconName>> = {
  warning: 'alert',
  danger: 'cross',
  success: 'check',
  neutral: 'clock',
  accent: 'plus',
};

function LogoPart({
  letter,
  hue,
  tone,
}: {
  letter: string;
  hue: number;
  tone: string;
}): ReactElement {
  return (
    <Part of="logo" as="span" data-hue={hue} aria-hidden="true">
      {letter}
      <Part of="badge" as="span" data-tone={tone}>
        <Icon name={BADGES[tone] ?? 'alert'} />
      </Part>
    </Part>
  );
}

const Trust = (): ReactElement => (
  <Part of="trust">
    <Icon name="lock" />
    You sign in through Plaid. We never see your password.
  </Part>
);

const ErrorPart = ({ part = 'notice-error' }: { part?: string }): ReactElement => (
  <Part of={part}>
    <Icon name="alert" />
    The sign-in window didn’t load. An ad blocker may be in the way.
  </Part>
);

interface NoticeLook {
  topic: string;
  tone: string;
  title: string;
  text: string;
  letter?: string;
  hue?: number;
  foot?: ReactNode;
  action?: ReactNode;
}

function NoticePart({
  topic,
  tone,
  title,
  text,
  letter = 'T',
  hue = 7,
  foot,
  action,
}: NoticeLook): ReactElement {
  return (
    <Part of="notice" as="div" data-topic={topic} data-state="idle" tabIndex={-1}>
      <LogoPart letter={letter} hue={hue} tone={tone} />
      <Part of="notice-body" as="div">
        <Part of="notice-title">{title}</Part>
        <Part of="notice-text">{text}</Part>
        {foot}
      </Part>
      {action && (
        <Part of="notice-action" as="div">
          {action}
        </Part>
      )}
    </Part>
  );
}

const SIGN_IN = {
  topic: 'relink',
  tone: 'warning',
  title: 'Sign in to Tartan Bank again',
  text: 'New activity from this bank is paused until you do. It takes about a minute.',
};

/** A notice in each of its states. */
export const NOTICES = {
  idle: <NoticePart {...SIGN_IN} foot={<Trust />} action={<ButtonPart />} />,
  opening: <NoticePart {...SIGN_IN} foot={<Trust />} action={<ButtonPart state="opening" />} />,
  confirming: (
    <NoticePart {...SIGN_IN} foot={<Trust />} action={<ButtonPart state="confirming" />} />
  ),
  failed: <NoticePart {...SIGN_IN} foot={<ErrorPart />} action={<ButtonPart state="failed" />} />,
  visitBank: (
    <NoticePart
      topic="visit_bank"
      tone="warning"
      title="Unlock your login at Tattersall first"
      text="Tattersall Credit Union has locked it or wants a new password. Once that’s sorted, reconnect here."
      hue={10}
      action={
        <>
          <a data-relink="button" data-variant="primary" href="https://tattersall.example">
            <Icon name="external" />
            Open tattersall.com
          </a>
          <ButtonPart variant="plain" label="I’ve done this" labels={['I’ve done this']} />
        </>
      }
    />
  ),
  wait: (
    <NoticePart
      topic="wait"
      tone="neutral"
      title="First Gingham isn’t responding"
      text="Nothing for you to do. We keep checking, and your data will catch up. Last checked 2 min ago."
      letter="G"
      hue={1}
      action={<ButtonPart variant="plain" label="Check now" labels={['Check now', 'Checking…']} />}
    />
  ),
  newLink: (
    <NoticePart
      topic="new_link"
      tone="danger"
      title="Tartan Bank needs a fresh connection"
      text="This one has ended and can’t be renewed. Your history stays."
      foot={<Trust />}
      action={<ButtonPart label="Set up again" labels={['Set up again']} />}
    />
  ),
  newAccounts: (
    <NoticePart
      topic="new_accounts"
      tone="accent"
      title="New accounts at Tartan Bank"
      text="Choose which of them to show here."
      action={
        <>
          <ButtonPart label="Choose accounts" labels={['Choose accounts']} />
          <ButtonPart part="notice-dismiss" variant="plain" label="Not now" />
        </>
      }
    />
  ),
  repaired: (
    <NoticePart
      topic="repaired"
      tone="success"
      title="Tartan Bank is connected again"
      text="We’re catching up on what you missed. This can take a few minutes."
      action={<ButtonPart part="notice-done" variant="plain" label="Done" />}
    />
  ),
} as const;

export interface RowLook {
  name: string;
  hue: number;
  tone: string;
  topic: string;
  status: string;
  detail?: string;
  text?: string;
  isCurrent?: boolean;
  action?: ReactNode;
}

export function RowPart({
  name,
  hue,
  tone,
  topic,
  status,
  detail,
  text,
  isCurrent,
  action,
}: RowLook): ReactElement {
  return (
    <Part
      of="list-item"
      as="li"
      data-topic={topic}
      data-state="idle"
      data-current={isCurrent ? '' : undefined}
    >
      <LogoPart letter={name.charAt(0)} hue={hue} tone={tone} />
      <Part of="notice-body" as="div">
        <Part of="notice-title">{name}</Part>
        <Part of="row-status">
          <span data-tone={tone}>{status}</span>
          {detail && ` · ${detail}`}
        </Part>
        {text && <Part of="notice-text">{text}</Part>}
      </Part>
      {action && (
        <Part of="notice-action" as="div">
          {action}
        </Part>
      )}
    </Part>
  );
}

export const LIST = (
  <Part of="list" as="div" tabIndex={-1}>
    <Part of="list-head" as="div">
      <Part of="list-title">Sign in to 2 more banks</Part>
      <Part of="list-text">About a minute each. Start with Tattersall, or pick any.</Part>
      <Trust />
      <Part of="list-progress">Step 2 of 3</Part>
      <Part of="list-steps" as="div">
        <Part of="list-step" as="span" data-done="" />
        <Part of="list-step" as="span" data-current="" />
        <Part of="list-step" as="span" />
      </Part>
    </Part>
    <Part of="list-items" as="ol">
      <RowPart
        name="Tartan Bank"
        hue={7}
        tone="success"
        topic="repaired"
        status="Connected"
        detail="catching up"
      />
      <RowPart
        name="Tattersall Credit Union"
        hue={10}
        tone="warning"
        topic="relink"
        status="Signed out"
        detail="last update 12 days ago"
        isCurrent
        action={
          <>
            <ButtonPart />
            <ButtonPart part="list-skip" variant="plain" label="Later" />
          </>
        }
      />
      <RowPart
        name="Bank of Elms"
        hue={5}
        tone="warning"
        topic="expiring"
        status="Access ends Dec 3"
        action={<ButtonPart variant="secondary" label="Renew" labels={['Renew', 'Checking…']} />}
      />
      <Part of="list-group" as="li">
        Nothing to do
      </Part>
      <RowPart
        name="First Gingham"
        hue={1}
        tone="neutral"
        topic="wait"
        status="Not responding"
        detail="we keep checking"
        action={
          <ButtonPart variant="plain" label="Check now" labels={['Check now', 'Checking…']} />
        }
      />
      <Part of="list-group" as="li">
        Later
      </Part>
      <RowPart
        name="Houndstooth Bank"
        hue={8}
        tone="neutral"
        topic="relink"
        status="Later"
        detail="Signed out"
        action={<ButtonPart variant="secondary" />}
      />
    </Part>
  </Part>
);

/** A bare button in each of its states, and what stands below it. */
export const BUTTONS = {
  idle: <ButtonPart />,
  opening: <ButtonPart state="opening" />,
  open: <ButtonPart state="open" />,
  confirming: <ButtonPart state="confirming" />,
  relinked: <ButtonPart state="relinked" />,
  failed: (
    <>
      <ButtonPart state="failed" />
      <ErrorPart part="error" />
    </>
  ),
  waiting: (
    <>
      <ButtonPart state="opening" />
      <Part of="status">
        Still opening… <ButtonPart part="cancel" variant="plain" label="Cancel" />
      </Part>
    </>
  ),
  disabled: <ButtonPart disabled />,
  secondary: <ButtonPart variant="secondary" />,
  plain: <ButtonPart variant="plain" />,
} as const;

export const html = (element: ReactElement): string => renderToStaticMarkup(element);
