/**
 * The client: button, notice, list, hooks, and the provider that hosts Link.
 *
 * @module react-plaid-relink
 */

'use client';

export {
  RelinkButton,
  type RelinkButtonComponent,
  type RelinkButtonProps,
} from './components/button/relink-button';
export { RelinkList } from './components/list/relink-list';
export type { RelinkListProps, RelinkListSummary } from './components/list/relink-list-props';
export type { RelinkListRowState } from './components/list/relink-list-row';
export { RelinkNotice, type RelinkNoticeProps } from './components/notice/relink-notice';
export type { NoticeTopic } from './components/notice/notice-topic';
export type { NoticeState } from './components/notice/use-notice';
export {
  forgetRelink,
  RelinkRedirect,
  type RelinkRedirectProps,
} from './components/redirect/relink-redirect';
export { RelinkProvider, type RelinkProviderProps } from './react/provider';
export { useIsLinkOpen } from './react/use-is-link-open';
export { useItemHealth, type UseItemHealthReturn } from './react/use-item-health';
export { useLinkTokenForItem } from './react/use-link-token-for-item';
export { usePublicTokenForItem } from './react/use-public-token-for-item';
export { useRelinkClient, type UseRelinkClientReturn } from './react/use-relink-client';
export { useRelink, type Relink } from './react/use-relink';
export type { TokenForItem, TokenForItemOptions } from './react/use-token-for-item';

export { isRelinkError, type RelinkError } from './core/errors/relink-error';
export type { RelinkErrorCode } from './core/errors/code';
export type { HeadersSource } from './core/gateway/http-gateway';
export type {
  PlaidLinkAccount,
  PlaidLinkError,
  PlaidLinkInstitution,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
  PlaidLinkPublicToken,
  PublicKeyOptions,
} from './core/link/plaid-types';
export type {
  PlaidLinkEventName,
  PlaidLinkExitStatus,
  PlaidLinkViewName,
} from './core/link/plaid-names';
export { germanMessages } from './messages/german';
export type {
  Announcements,
  AnnouncementTexts,
  ButtonMessages,
  ListMessages,
  ListSubject,
  ListTexts,
  MessageGroups,
  MessageOverrides,
  NoticeMessages,
  NoticeSubject,
  NoticeTexts,
  NoticeWords,
  UncheckedSubject,
  RelinkMessages,
} from './messages/types';
export type {
  Confirmation,
  RedirectOrigin,
  RelinkOptions,
  RelinkResult,
  RelinkView,
} from './core/client/session-types';
export type {
  ItemFlagKind,
  ItemHealth,
  ItemHealthState,
  ItemRemedy,
  RelinkCallback,
  RelinkStatus,
  TokenKind,
} from './core/types';
export type {
  GatewayCall,
  GetItemCall,
  ItemBody,
  ItemsBody,
  LinkTokenBody,
  LinkTokenCall,
  PlaidItemBody,
  PublicTokenBody,
  RelinkGateway,
  RelinkGatewayFunctions,
  ReportRelinkCall,
} from './core/gateway/wire';
