import { assertKnownKeys } from '../assert/assert-known-keys';
import { assertOption, isFields, isNonEmptyString } from '../assert/assert-option';

const USER_ADVICE = new Map([['client_user_id', 'It comes from findItem, as clientUserId.']]);

/** No message repeats a value: it is personal data. @throws RelinkError `invalid_options` */
export function assertUser(user: unknown): void {
  if (user === undefined) return;
  const advice = 'Such as { phoneNumber: "+14155550123" } or { emailAddress: "ada@example.com" }.';
  assertOption(isFields(user), 'linkToken.user', 'must be an object', advice);
  assertKnownKeys(user, ['phoneNumber', 'emailAddress'], 'linkToken.user', USER_ADVICE);
  const { phoneNumber, emailAddress } = user;
  assertOption(
    phoneNumber === undefined ||
      (isNonEmptyString(phoneNumber) && /^\+[1-9]\d{4,14}$/.test(phoneNumber)),
    'linkToken.user.phoneNumber',
    'must be in E.164 form: a plus, the code of the country, and digits alone',
    advice,
  );
  assertOption(
    emailAddress === undefined ||
      (isNonEmptyString(emailAddress) && /^[^\s@]+@[^\s@]+$/.test(emailAddress)),
    'linkToken.user.emailAddress',
    'must be an e-mail address',
    advice,
  );
}

/** @throws RelinkError `invalid_options` */
export function assertTransfer(transfer: unknown): void {
  if (transfer === undefined) return;
  const advice = 'Pass { authorizationId }: the id that /transfer/authorization/create gave.';
  assertOption(isFields(transfer), 'linkToken.transfer', 'must be an object', advice);
  assertKnownKeys(transfer, ['authorizationId'], 'linkToken.transfer');
  assertOption(
    isNonEmptyString(transfer.authorizationId),
    'linkToken.transfer.authorizationId',
    'must be the id of an authorization',
    advice,
  );
}
