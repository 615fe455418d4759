import type { InstitutionBody, ItemBody } from '../../core/gateway/wire';
import { parseInstitution } from '../../core/item/parse-institution';
import type { ItemHealth } from '../../core/types';
import type { InstitutionRecord } from '../institutions/institution-record';
import type { OwnedItem } from '../options/owned-item';
import type { ServiceCall } from './service-call';

/** The `institution` of an Item's answer; nothing where the option `institutions` is off. */
export async function institutionOf<User, Item extends OwnedItem>(
  call: ServiceCall<User, Item>,
  { institutionId }: ItemHealth,
): Promise<Pick<ItemBody, 'institution'>> {
  const { institutions } = call.context;
  if (!institutions) return {};
  const record = institutionId
    ? await institutions.find(institutionId, (question) =>
        call.afterwards.add('institutions', () => question),
      )
    : null;
  return { institution: record && bodyOf(call, record) };
}

function bodyOf<User, Item extends OwnedItem>(
  call: ServiceCall<User, Item>,
  record: InstitutionRecord,
): InstitutionBody {
  const { institutionId: id, name, url, color, oauth } = record;
  const logo_url = logoUrlOf(call, record);
  const body = { id, name, logo_url, url, color, oauth };
  const [problem] = parseInstitution(body).problems;
  if (problem === undefined) return body;
  report(call, `institutions.logoUrl gave an address that is left out: ${problem}`);
  return { ...body, logo_url: null };
}

function logoUrlOf<User, Item extends OwnedItem>(
  call: ServiceCall<User, Item>,
  record: InstitutionRecord,
): string | null {
  try {
    return call.context.options.institutions?.logoUrl(record) ?? null;
  } catch (cause) {
    report(call, 'institutions.logoUrl threw, so the logo is left out. See the cause.', cause);
    return null;
  }
}

function report<User, Item extends OwnedItem>(
  { context, route }: ServiceCall<User, Item>,
  message: string,
  cause?: unknown,
): void {
  const error = { route, status: 200, errorCode: 'APP_ERROR', requestId: null, message, cause };
  context.quietLog.report('institutions.logoUrl', error);
}
