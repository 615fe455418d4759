import { toHttpError, type HttpError } from '../http/http-error';
import type { QuietLog } from '../http/quiet-log';
import { createRequestDeadline } from '../http/request-deadline';
import type { PlaidClient } from '../plaid/plaid-client';
import { createBoundedMap } from './bounded-map';
import { fetchInstitution } from './fetch-institution';
import {
  createInstitutionRecord,
  createLogoKey,
  parseInstitutionRecord,
  type InstitutionRecord,
} from './institution-record';
import type { InstitutionStore } from './institution-store';
import { createLogoShelf, type FindLogo } from './logo-shelf';
import { createStoreReader } from './store-reader';

/** What the app's server knows of banks. Nothing of it fails or delays an answer about an Item. */
export interface InstitutionDirectory {
  /**
   * What is known of a bank, at once or within {@link WAIT_MS} of the question to Plaid. An old record is given at once, and
   * asked for again behind the answer.
   *
   * @param keepAlive is given a question that goes on behind the answer
   * @returns null where nothing is known yet; a later answer has it
   */
  find(
    institutionId: string,
    keepAlive: (question: Promise<unknown>) => void,
  ): Promise<InstitutionRecord | null>;
  /** A logo by its key, if it is known. No question to Plaid, since any visitor may cause this call. */
  readonly findLogo: FindLogo;
}

export interface InstitutionDirectoryOptions {
  plaid: PlaidClient;
  countryCodes: readonly string[];
  maxAgeMs: number;
  store: InstitutionStore;
  /** Whether logos are kept, to be served by the handler. */
  servesLogos: boolean;
  /** How long one question to Plaid may take. */
  timeoutMs: number;
  quietLog: QuietLog;
}

/**
 * How long an answer about an Item waits for its bank. A notice that comes half a second later once per bank is less than one
 * whose letter turns into a logo under the user's eyes; what takes longer is not worth a user's waiting.
 */
export const WAIT_MS = 500;
/** After a failure. Plaid allows 400 questions a minute (plaid.com/docs/errors/rate-limit-exceeded). */
const RETRY_MS = 60_000;
/** Plaid does not know the bank in these countries, and will not soon. */
const UNKNOWN_MS = 60 * 60_000;
/** Some runtimes stop the work of a request whose client has left: then a question settles never. */
const ABANDONED_MS = 5_000;

/** Few apps have users of more banks on one machine. */
const MAX_BANKS = 500;

/** Where a failure is told: no route's own. */
const ROUTE = 'institutions';

interface Known {
  record: InstitutionRecord | null;
  /** Until when it is not asked for again, in milliseconds since the epoch. */
  until: number;
}

interface Lookup {
  startedAt: number;
  result: Promise<InstitutionRecord | null>;
}

export function createInstitutionDirectory({
  plaid,
  countryCodes,
  maxAgeMs,
  store,
  servesLogos,
  timeoutMs,
  quietLog,
}: InstitutionDirectoryOptions): InstitutionDirectory {
  const known = createBoundedMap<Known>(MAX_BANKS);
  const lookups = new Map<string, Lookup>();
  const reader = createStoreReader(store, { route: ROUTE, quietLog });
  const shelf = createLogoShelf(reader);
  /** Plaid's limit is one for all banks: after a refusal no other bank is asked for. */
  let askAgainAt = 0;

  function keep(institutionId: string, record: InstitutionRecord | null, until: number) {
    known.set(institutionId, { record, until });
    return record;
  }

  function keepStored(institutionId: string, record: InstitutionRecord) {
    return keep(institutionId, record, Date.parse(record.checkedAt) + maxAgeMs);
  }

  function tellFailure(institutionId: string, { init }: HttpError): void {
    const errorCode = init.log?.errorCode ?? init.errorCode;
    const advice =
      errorCode === 'INVALID_INSTITUTION'
        ? ` Has institutions.countryCodes (${countryCodes.join(', ')}) the bank's country?`
        : '';
    quietLog.report(`${ROUTE} ${errorCode}`, {
      route: ROUTE,
      status: 200,
      errorCode,
      requestId: init.requestId ?? null,
      message: `Plaid could not be asked for the bank ${institutionId}, so the answers about its Items have no institution: ${init.log?.message ?? init.message}${advice}`,
    });
  }

  function tellProblems(institutionId: string, problems: readonly string[]): void {
    if (problems.length === 0) return;
    quietLog.reportFirst(`${ROUTE} ${problems.join(' ')}`, {
      route: ROUTE,
      status: 200,
      errorCode: 'INVALID_ANSWER',
      requestId: null,
      message: `Of Plaid's answer about the bank ${institutionId} a part is left out: ${problems.join(' ')}`,
    });
  }

  async function ask(
    institutionId: string,
    earlier: InstitutionRecord | null,
  ): Promise<InstitutionRecord | null> {
    const deadline = createRequestDeadline(timeoutMs, new AbortController().signal);
    try {
      const question = { plaid, institutionId, countryCodes };
      const fetched = await fetchInstitution(question, deadline);
      tellProblems(institutionId, fetched.problems);
      const { institution, logo } = fetched;
      // The address of a logo stays the same as long as a record is known.
      const key = logo !== null && servesLogos ? (earlier?.logoKey ?? createLogoKey()) : null;
      // The logo first: no answer names a logo that is not there yet.
      if (logo !== null && key !== null) await shelf.keep(key, logo);
      const record = createInstitutionRecord(institutionId, institution, key);
      await reader.write(recordKey(institutionId), record);
      return keepStored(institutionId, record);
    } catch (thrown) {
      const error = toHttpError(thrown, 'The plaid client');
      tellFailure(institutionId, error);
      if (error.init.status === 429) askAgainAt = Date.now() + RETRY_MS;
      const isUnknown = error.init.log?.errorCode === 'INVALID_INSTITUTION';
      return keep(institutionId, earlier, Date.now() + (isUnknown ? UNKNOWN_MS : RETRY_MS));
    } finally {
      deadline.end();
    }
  }

  /** A record from far ahead is by a wrong clock, and would never be asked for again. */
  function isYoung({ checkedAt }: InstitutionRecord): boolean {
    return Math.abs(Date.now() - Date.parse(checkedAt)) < maxAgeMs;
  }

  /** The store may have lost the logo, or failed to keep it, and no visitor's request for it asks Plaid. */
  async function hasItsLogo({ logoKey }: InstitutionRecord): Promise<boolean> {
    return logoKey === null || !servesLogos || (await shelf.load(logoKey)) !== null;
  }

  async function look(institutionId: string): Promise<InstitutionRecord | null> {
    const earlier = await reader.read(recordKey(institutionId), (stored) =>
      parseInstitutionRecord(institutionId, stored),
    );
    if (earlier && isYoung(earlier) && (await hasItsLogo(earlier)))
      return keepStored(institutionId, earlier);
    const last = earlier ?? known.get(institutionId)?.record ?? null;
    return Date.now() < askAgainAt ? last : ask(institutionId, last);
  }

  function lookUp(institutionId: string): Lookup {
    const running = lookups.get(institutionId);
    if (running && Date.now() - running.startedAt < timeoutMs + ABANDONED_MS) return running;
    const lookup: Lookup = { startedAt: Date.now(), result: look(institutionId) };
    const forget = (): void => {
      if (lookups.get(institutionId) === lookup) lookups.delete(institutionId);
    };
    lookups.set(institutionId, lookup);
    lookup.result.then(forget, forget);
    return lookup;
  }

  return {
    async find(institutionId, keepAlive) {
      const entry = known.get(institutionId);
      if (entry && Date.now() < entry.until) return entry.record;
      const { startedAt, result } = lookUp(institutionId);
      if (!entry?.record) {
        const answer = await within(startedAt + WAIT_MS - Date.now(), result);
        if (answer !== 'late') return answer;
      }
      keepAlive(result);
      return entry?.record ?? null;
    },

    findLogo: shelf.find,
  };
}

function recordKey(institutionId: string): string {
  return `institution:${institutionId}`;
}

async function within<Value>(ms: number, result: Promise<Value>): Promise<Value | 'late'> {
  if (ms <= 0) return 'late';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
