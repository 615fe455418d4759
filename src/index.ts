/**
 * The client: button, notice, list, hooks, and the provider that hosts Link.
 *
 * @module react-plaid-relink
 */

export { RelinkButton } from './components/button/relink-button';
export type {
  RelinkButtonComponent,
  RelinkButtonProps,
} from './components/button/relink-button-props';
export { RelinkList } from './components/list/relink-list';
export type { RelinkListProps, RelinkListSummary } from './components/list/relink-list-props';
export type { RelinkListRowState } from './components/list/relink-list-row';
export { RelinkNotice, type RelinkNoticeProps } from './components/notice/relink-notice';
export type { NoticeState } from './components/notice/notice-state';
export {
  forgetRelink,
  RelinkRedirect,
  type RelinkRedirectProps,
} from './components/redirect/relink-redirect';
export { RelinkProvider, type RelinkProviderProps } from './react/provider';
export type {
  RelinkButtonSlotProps,
  RelinkClassNames,
  RelinkComponents,
  RelinkIconProps,
  RelinkLogoProps,
  RelinkPart,
  RelinkTone,
  RelinkVariant,
} from './react/slots';
export { useAnsweredAt } from './react/use-answered-at';
export { useIsLinkOpen } from './react/use-is-link-open';
export type { UseItemHealthReturn } from './react/use-health-for-item';
export { useItemHealth } from './react/use-item-health';
export { useLinkTokenForItem } from './react/use-link-token-for-item';
export { usePublicTokenForItem } from './react/use-public-token-for-item';
export { useRelinkClient, type UseRelinkClientReturn } from './react/use-relink-client';
export { useRelink, type Relink, type RelinkControls } from './react/use-relink';
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
export { frenchMessages } from './messages/languages/french';
export { germanMessages } from './messages/languages/german';
export { germanInformalMessages } from './messages/languages/german-informal';
export { spanishMessages } from './messages/languages/spanish';
export type {
  AnnouncementTexts,
  ListTexts,
  MessageGroups,
  MessageOverrides,
  NoticeTexts,
} from './messages/groups';
export type {
  AgeSubject,
  BankSubject,
  NoticeMessages,
  NoticeSubject,
  NoticeWords,
  RowWords,
  TrustSubject,
  UncheckedSubject,
} from './messages/notice-types';
export type {
  Announcements,
  ButtonMessages,
  FailedSubject,
  ListMessages,
  ListSubject,
  RelinkMessages,
} from './messages/types';
export type { RelinkActivity, RelinkActivityName } from './core/client/activity';
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
  ItemInstitution,
  ItemRemedy,
  NoticeTopic,
  RelinkCallback,
  RelinkPresentation,
  RelinkStatus,
  TokenKind,
} from './core/types';
export type {
  GatewayCall,
  GetItemCall,
  InstitutionBody,
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
