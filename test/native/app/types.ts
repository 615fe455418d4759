/** An app has no react-plaid-link, on whose types those of Link's callbacks build: none of them may be `any` for that. */
import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnSuccessMetadata,
  NativeRelinkOptions,
} from 'react-plaid-relink/native';

type IsAny<Value> = 0 extends 1 & Value ? true : false;
type PublicToken = Parameters<NonNullable<NativeRelinkOptions['onSuccess']>>[0];

export const areAny: Record<string, false> = {
  publicToken: false satisfies IsAny<PublicToken>,
  display_message: false satisfies IsAny<PlaidLinkError['display_message']>,
  error_code: false satisfies IsAny<PlaidLinkOnEventMetadata['error_code']>,
  mfa_type: false satisfies IsAny<PlaidLinkOnEventMetadata['mfa_type']>,
  institution: false satisfies IsAny<PlaidLinkOnSuccessMetadata['institution']>,
};
