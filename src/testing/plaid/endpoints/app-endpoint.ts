import { nonEmptyString } from '../../../core/unknown';
import { assertNoError, type FakeItemState } from '../state/item';
import type { FakePlaidState } from '../state/state';
import type { Body } from './endpoint';

/**
 * An endpoint that an app's own tests add to the fake Plaid. It gets the body of the request and the Item of its
 * `access_token`, and returns the body of the 200.
 */
export type FakeEndpoint = (
  body: Record<string, unknown>,
  item: Readonly<FakeItemState> | null,
) => object | Promise<object>;

/** Answers as Plaid would: an unknown access token, or an Item with an error, does not reach the endpoint. */
export async function callAppEndpoint(
  endpoint: FakeEndpoint,
  state: FakePlaidState,
  body: Body,
): Promise<object> {
  const accessToken = nonEmptyString(body.access_token);
  const item = accessToken === null ? null : state.itemByAccessToken(accessToken);
  if (item) assertNoError(item);
  return endpoint(body, item && { ...item });
}
