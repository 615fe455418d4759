/**
 * The client: button, notice, list, hooks, and the provider that hosts Link.
 *
 * @module react-plaid-relink
 */

'use client';

export { RelinkButton, type RelinkButtonProps } from './components/relink-button';
export { RelinkList, type RelinkListProps, type RelinkListSummary } from './components/relink-list';
export type { RelinkListRowState } from './components/relink-list-row';
export { RelinkNotice, type NoticeState, type RelinkNoticeProps } from './components/relink-notice';
export { RelinkRedirect, type RelinkRedirectProps } from './components/relink-redirect';
export { RelinkProvider, type RelinkProviderProps } from './react/provider';
export { useIsLinkOpen } from './react/use-is-link-open';
export { useItemHealth, type UseItemHealthReturn } from './react/use-item-health';
export { useLinkTokenForItem } from './react/use-link-token-for-item';
export { usePublicTokenForItem } from './react/use-public-token-for-item';
export { useRelink, type Relink } from './react/use-relink';
export type { TokenForItem, TokenForItemOptions } from './react/use-token-for-item';

export { isRelinkError, type RelinkError } from './core/error-base';
export type { RelinkErrorCode } from './core/error-codes';
export type { HeadersSource } from './core/http-gateway';
export type {
  PlaidLinkAccount,
  PlaidLinkError,
  PlaidLinkInstitution,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
  PublicKeyOptions,
} from './core/link';
export { germanMessages } from './core/german';
export type { Announcements, ButtonMessages, RelinkMessages } from './core/messages';
export type { ListMessages, ListSubject } from './core/list-messages';
export type { NoticeMessages, NoticeSubject, NoticeTopic, NoticeWords } from './core/notice';
export type { RelinkOptions, RelinkResult, RelinkView } from './core/relink';
export type {
  ItemHealth,
  ItemHealthState,
  ItemRemedy,
  RelinkStatus,
  TokenKind,
} from './core/types';
export type {
  GatewayCall,
  ItemBody,
  LinkTokenBody,
  LinkTokenCall,
  PlaidItemBody,
  PublicTokenBody,
  RelinkGateway,
} from './core/wire';
