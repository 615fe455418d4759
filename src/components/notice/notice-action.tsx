import { useContext, type ReactElement } from 'react';
import type { SignIn } from '../../core/client/config';
import type { RelinkOptions } from '../../core/client/session-types';
import type { RelinkError } from '../../core/errors/relink-error';
import { bankName } from '../../core/bank-name';
import { RelinkContext } from '../../react/context';
import type { RelinkVariant } from '../../react/slots';
import { ActionButton } from '../dom/action-button';
import { partAttributes } from '../dom/dom-contract';
import { Icon } from '../icon/icon';
import { buttonName } from './button-name';
import { CheckButton } from './check-button';
import { NoticeButton } from './notice-button';
import { canCheckAgain } from './notice-topic';
import type { Notice } from './use-notice';

/** What the app does where Link cannot help. */
export interface AppActions {
  onConnectAgain?: ((itemId: string) => void) | undefined;
  onDuplicate?: ((itemId: string, otherItemId: string | null) => void) | undefined;
  onSignIn?: SignIn | undefined;
  onSupport?: ((error: RelinkError) => void) | undefined;
}

export interface NoticeActionOptions extends AppActions {
  notice: Notice;
  itemId: string;
  options: RelinkOptions;
  /** In a list all buttons are as wide as the widest: a row's link to a bank's site is named by a short text. */
  isRow?: boolean | undefined;
  /** How much the main button stands out. @default 'primary' */
  variant?: RelinkVariant | undefined;
  /** The ids of the elements that say more: the error, the status of a row. */
  describedBy?: string | undefined;
}

/** The buttons that help, or null where there is nothing to press. */
export function noticeAction({
  notice,
  itemId,
  options,
  isRow,
  variant = 'primary',
  describedBy,
  onConnectAgain,
  onDuplicate,
  onSignIn,
  onSupport,
}: NoticeActionOptions): ReactElement | null {
  const { topic, words, texts, health, bank, view, error, refresh, signIn, support } = notice;
  const described = { bank, ...(describedBy && { 'aria-describedby': describedBy }) };
  const label = words.action;
  switch (topic) {
    case 'repaired':
      return null;
    case 'new_link':
    case 'duplicate': {
      const connectAgain = onConnectAgain && (() => onConnectAgain(itemId));
      const remove = onDuplicate && (() => onDuplicate(itemId, health?.duplicateOf ?? null));
      const onPress = topic === 'new_link' ? connectAgain : remove;
      return onPress ? (
        <AppButton {...described} label={label} variant={variant} onPress={onPress} />
      ) : null;
    }
    case 'unchecked':
      if (signIn) {
        return (
          <AppButton {...described} label={label} variant={variant} onPress={() => void signIn()} />
        );
      }
      if (error && canCheckAgain(error)) {
        return <CheckButton {...described} label={label} variant="secondary" onCheck={refresh} />;
      }
      return error && support ? (
        <AppButton
          {...described}
          label={texts.getHelp}
          variant={variant}
          onPress={() => support(error)}
        />
      ) : null;
    case 'wait':
      return <CheckButton {...described} label={label} variant="plain" onCheck={refresh} />;
    default: {
      const url = topic === 'visit_bank' ? health?.institution?.url : undefined;
      return (
        <>
          {url !== undefined && (
            <BankLink
              url={url}
              label={texts.openBank({ bank: isRow ? texts.yourBank : hostOf(url, texts) })}
              description={isRow ? hostOf(url, texts) : null}
              variant={variant}
            />
          )}
          <NoticeButton
            {...described}
            itemId={itemId}
            topic={topic}
            health={health}
            options={options}
            label={label}
            isOutdated={view.status === 'failed' && error === null}
            variant={url === undefined ? variant : 'plain'}
            onSignIn={onSignIn}
            onSupport={onSupport}
          />
        </>
      );
    }
  }
}

interface AppButtonProps {
  label: string;
  bank: string | null;
  variant: RelinkVariant;
  onPress: () => void;
  'aria-describedby'?: string;
}

/** A button that leaves the work to the app. */
function AppButton({ label, bank, onPress, ...props }: AppButtonProps): ReactElement {
  return (
    <ActionButton part="button" {...props} {...buttonName(label, bank)} onClick={() => onPress()}>
      {label}
    </ActionButton>
  );
}

/** A link to the bank's own site, where the user does what Link cannot do. Its address is an https one: the parser saw to that. */
function BankLink({
  url,
  label,
  description,
  variant,
}: {
  url: string;
  label: string;
  /** What of the link's name is heard and not seen. */
  description: string | null;
  variant: RelinkVariant;
}): ReactElement {
  const classNames = useContext(RelinkContext)?.classNames;
  return (
    <a
      {...partAttributes('button', classNames)}
      {...buttonName(label, description)}
      data-variant={variant}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
    >
      <Icon name="external" />
      {label}
    </a>
  );
}

/** Names the bank's own site as users know it. */
function hostOf(url: string, texts: Notice['texts']): string {
  return bankName(new URL(url).hostname.replace(/^www\./, ''), texts);
}
