import { isValidElement, type AriaAttributes, type ReactNode } from 'react';
import { browserEnvironment as env } from '../../browser/environment';
import { healthSourceOf } from '../../core/client/health-source-of';
import type { RelinkConfig } from '../../core/client/config';
import { sessionStoreOf } from '../../core/client/session-store';
import { isBusy, type RelinkOptions } from '../../core/client/session-types';
import { callSafely } from '../../core/errors/report';
import type { RelinkError } from '../../core/errors/relink-error';
import { ENGLISH_ASIDE } from '../../messages/aside';
import { ENGLISH_BUTTON } from '../../messages/button';
import type { ButtonMessages } from '../../messages/types';
import type { RelinkContextValue } from '../../react/context';
import { clientOf } from '../../react/client-of';
import { Icon } from '../icon/icon';
import { Spinner } from '../icon/spinner';
import { ButtonAside } from './button-aside';
import { needsSupport } from './error-reference';
import type { PacedView } from './paced-view';
import { failedSubjectOf, subjectOf } from './subject';

/** What a button is made with. */
export interface LookOptions {
  props: Pick<RelinkConfig, 'onSignIn' | 'onSupport'> &
    Pick<RelinkOptions, 'accountSelection' | 'purpose'> &
    Pick<AriaAttributes, 'aria-describedby'> & {
      itemId: string;
      bank?: string | undefined;
      errorPlacement?: 'below' | 'inside' | 'none' | undefined;
      label?: string | undefined;
      children?: unknown;
    };
  /** The app's label, or its single child. */
  own: ReactNode;
  context: RelinkContextValue | null;
  /** One object for each button. */
  id: object;
  open: () => Promise<unknown>;
}

/** How a button looks from the click on, and what a press does. */
export interface ButtonLook {
  /** The label, where the app has none of its own. */
  label: string;
  /** Beside the label: a spinner or a check. */
  mark: ReactNode;
  /** What a press does. */
  open: () => unknown;
  attributes: AriaAttributes;
  /** Below the button: what went wrong, or what it waits for. */
  aside: ReactNode;
}

/** Undefined before the first click. */
export function buttonLook(view: PacedView, button: LookOptions): ButtonLook | undefined {
  if (view.status === 'idle') return undefined;
  const { props, own, context, open } = button;
  const client = clientOf(context);
  const { itemId, bank } = props;
  const hasAside = props.label === undefined;
  const { status, error } = view;
  const texts = { ...ENGLISH_BUTTON, ...ENGLISH_ASIDE, ...context?.messages };
  const action = error && actionAfter(error, button);
  const subject = subjectOf(client, itemId, context?.messages, bank);
  const errorText =
    error &&
    errorTextOf(error, () =>
      texts.failed(error, failedSubjectOf(client, error, context?.messages, subject)),
    );
  const placement = placementOf(button);
  const below =
    hasAside && placement === 'below' && errorText
      ? { id: idOf(button.id), text: errorText }
      : null;
  // A press does nothing: there is nothing left to do, or it is too early.
  const isInert = (status === 'relinked' && !isRepeatable(props)) || view.secondsLeft !== undefined;
  return {
    label:
      (placement === 'inside' ? errorText : null) ??
      labelOf(view, action?.label, props.label, texts),
    mark: isBusy(status) ? <Spinner /> : status === 'relinked' ? <Icon name="check" /> : null,
    open: isInert ? () => {} : (action?.press ?? open),
    attributes: {
      'aria-describedby': joinIds(props['aria-describedby'], describedByOf(own), below?.id),
      ...(isInert && { 'aria-disabled': true }),
    },
    aside: hasAside && /^(opening|open|exited|failed)$/.test(status) && (
      <ButtonAside itemId={itemId} view={view} bank={bank} error={below} />
    ),
  };
}

/** A text function of the app that throws is reported, and takes nothing away from the page. */
function errorTextOf(error: RelinkError, text: () => string): string {
  let result = error.displayMessage;
  callSafely(() => {
    result = text();
  });
  return result;
}

/** A user may choose accounts as often as they like. */
function isRepeatable({ accountSelection, purpose }: LookOptions['props']): boolean {
  return accountSelection === true || purpose === 'accounts';
}

function placementOf({
  props: { errorPlacement, children },
  own,
}: LookOptions): 'below' | 'inside' | 'none' {
  if (!errorPlacement) return typeof children === 'function' ? 'none' : 'below';
  // In place of a label of the app's own, the error would take away what the app shows.
  const isTaken = own !== undefined && own !== null;
  return errorPlacement === 'inside' && isTaken ? 'below' : errorPlacement;
}

type TextKey = 'signIn' | 'getHelp' | 'tryAgain';

function labelOf(
  { status, error, secondsLeft }: PacedView,
  action: TextKey = 'tryAgain',
  idle: string | undefined,
  texts: ButtonMessages,
): string {
  if (status === 'failed') {
    if (secondsLeft !== undefined) return texts.retryIn({ seconds: secondsLeft });
    if (error.code === 'not_confirmed') return texts.checkAgain;
    return error.code === 'hosted_link_offered' ? texts.openHosted : texts[action];
  }
  if (status === 'confirming' || status === 'relinked') return texts[status];
  return idle ?? texts[status] ?? texts.idle;
}

/** What a press does in place of opening Link, where that would fail in the same way again. */
function actionAfter(
  error: RelinkError,
  { context, props, open }: LookOptions,
): { label: TextKey; press: () => unknown } | null {
  const client = clientOf(context);
  const config = client.config();
  const onSignIn = props.onSignIn ?? config.onSignIn;
  const onSupport = props.onSupport ?? config.onSupport;
  if (error.code === 'unauthorized' && onSignIn) {
    const signIn = async (): Promise<void> => {
      const signingIn = onSignIn(props.itemId);
      if (!signingIn) return;
      await signingIn;
      healthSourceOf(client, env).reload();
      // A failure that has gone meanwhile, such as with its button, is not tried again.
      if (sessionStoreOf(client).view(props.itemId).error === error) await open();
    };
    return { label: 'signIn', press: signIn };
  }
  if (onSupport && needsSupport(error)) return { label: 'getHelp', press: () => onSupport(error) };
  return null;
}

const ids = new WeakMap<object, string>();
let count = 0;

/** Not `useId()`: each hook makes an idle button dearer, and an error is never in the server's HTML. */
function idOf(button: object): string {
  let id = ids.get(button);
  if (!id) ids.set(button, (id = `relink-error-${(count += 1)}`));
  return id;
}

/** The elements that describe the child of `asChild`. */
function describedByOf(children: ReactNode): string | undefined {
  return isValidElement<AriaAttributes>(children) ? children.props['aria-describedby'] : undefined;
}

function joinIds(...ids: (string | undefined)[]): string | undefined {
  return ids.filter(Boolean).join(' ') || undefined;
}
