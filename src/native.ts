/**
 * The client for React Native: the provider and the hooks, over Plaid's SDK (`react-native-plaid-link-sdk` 13). Beta: tested with
 * a fake of the SDK, and no device has run it.
 *
 * @module react-plaid-relink/native
 */

export { RelinkProvider, type RelinkProviderProps } from './native/provider';
export type { NativeHeaders } from './native/gateway';
export { useItemHealth } from './native/use-item-health';
export { useLinkTokenForItem } from './native/use-link-token-for-item';
export { usePublicTokenForItem } from './native/use-public-token-for-item';
export { useRelink, type NativeRelinkOptions } from './native/use-relink';
export { useRelinkClient } from './native/use-relink-client';
export type { UseItemHealthReturn } from './react/use-health-for-item';
export type { UseRelinkClientReturn } from './react/use-relink-client';
export type { Relink, RelinkControls } from './react/use-relink';
export type { TokenForItem, TokenForItemOptions } from './react/use-token-for-item';

export { isRelinkError, type RelinkError } from './core/errors/relink-error';
export type { RelinkErrorCode } from './core/errors/code';
export type {
  PlaidLinkAccount,
  PlaidLinkError,
  PlaidLinkInstitution,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
  PlaidLinkPublicToken,
} from './core/link/plaid-types';
export type {
  PlaidLinkEventName,
  PlaidLinkExitStatus,
  PlaidLinkViewName,
} from './core/link/plaid-names';
export type { RelinkActivity, RelinkActivityName } from './core/client/activity';
export type { Confirmation, RelinkResult, RelinkView } from './core/client/session-types';
export type {
  AppPlatform,
  ItemFlagKind,
  ItemHealth,
  ItemHealthState,
  ItemInstitution,
  ItemRemedy,
  NoticeTopic,
  RelinkCallback,
  RelinkStatus,
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
