import { checkView, type View } from './checks';
import { pass, realSecond } from './clock';
import type { ItemStep } from './steps';
import type { ItemTruth, Session } from './truth';
import { sinceOf, type SentWebhook } from './webhooks';
import type { ItemWorld, Machine } from './world';

/** Does one step of a history. Requests go on while later steps happen. */
export async function play(step: ItemStep, world: ItemWorld): Promise<void> {
  const { plaid, records } = world;
  const truth = 'item' in step ? world.items[step.item] : undefined;
  const itemId = truth?.itemId ?? '';
  const machine = machineAt('machine' in step ? step.machine : 0, world);
  switch (step.type) {
    case 'disconnect': {
      const { disconnectTime, startsConsent } = step;
      // Plaid announces it 7 days ahead, so that an announcement without a time means these.
      const inDays = disconnectTime ? step.inDays : 7;
      await plaid.announceDisconnect(itemId, { inDays, disconnectTime, startsConsent });
      break;
    }
    case 'new accounts':
      await plaid.announceNewAccounts(itemId);
      break;
    case 'account withdrawn':
      await plaid.revokeAccess(itemId, { accountId: 'acc-saving' });
      break;
    case 'access withdrawn':
      await plaid.revokeAccess(itemId);
      break;
    case 'product permissions':
      await plaid.sendWebhook(itemId, 'PRODUCT_PERMISSIONS_REQUIRED');
      break;
    case 'break':
      plaid.breakItem(itemId);
      if (step.isTold) await plaid.sendWebhook(itemId, 'ERROR');
      break;
    case 'repair':
      plaid.repairItem(itemId);
      if (step.isTold) await plaid.sendWebhook(itemId, 'LOGIN_REPAIRED');
      break;
    case 'deliver': {
      const webhook = newest(world.webhooks, step.which);
      if (webhook) await deliver(webhook, machine, world);
      break;
    }
    case 'relink': {
      if (!truth) break;
      const session = await relink(truth, machine, step.purpose, world);
      if (session && step.isReported) report(session, machine, world);
      break;
    }
    case 'report': {
      const session = newest(world.sessions, step.which);
      if (session) report(session, machine, world);
      break;
    }
    case 'view':
      if (truth) void view({ truth, machine, isFresh: step.isFresh, isLast: false }, world);
      break;
    case 'pass':
      await pass(step.ms);
      break;
    case 'store':
      records.setAnswers(step.answers);
      break;
    case 'plaid fails':
      plaid.failNext('/item/get', { errorCode: step.errorCode, times: step.times });
  }
  // Times have milliseconds: of two things in one, no server can tell which came first.
  await pass(1);
  world.look();
  await plaid.whenWebhooksAnswered();
}

/** Plaid sends a webhook, again or for the first time, and it reaches one of the machines. */
async function deliver(webhook: SentWebhook, machine: Machine, world: ItemWorld): Promise<void> {
  const { records } = world;
  // The machine joins a delivery that it is handling: the same body of the same second.
  const isHandled = world.webhooks.some(
    (other) =>
      other.body === webhook.body &&
      sinceOf(other) === sinceOf(webhook) &&
      other.inFlight.has(machine),
  );
  if (isHandled) return;
  const { body, headers, itemId } = webhook;
  const url = 'https://app.test/webhook';
  const failures = records.failuresOf(itemId);
  webhook.inFlight.add(machine);
  const answered = machine
    .webhook(new Request(url, { method: 'POST', body, headers }))
    .then(({ status }) => {
      webhook.inFlight.delete(machine);
      if (status === 200 && webhook.known !== 'yes') {
        webhook.known = 'yes';
        webhook.knownAt = Date.now();
      }
      const isRefused = status === 401;
      if (!isRefused && webhook.known === 'no') webhook.known = 'maybe';
      if (status === 500 && records.failuresOf(itemId) === failures)
        world.problems.push(`${webhook.code} was answered ${status}, and the store works.`);
    });
  if (webhook.known === 'no' && Date.now() - webhook.signedAt < 5 * 60_000) webhook.known = 'maybe';
  track(answered, world);
  // The signature is verified outside of the history's time. A delivery that joins an earlier one calls no store.
  await Promise.race([records.nextCall(), answered, realSecond()]);
}

/** The user goes through Link with success. Null where Plaid gave no token. */
async function relink(
  { itemId }: ItemTruth,
  machine: Machine,
  purpose: string,
  world: ItemWorld,
): Promise<Session | null> {
  const { plaid } = world;
  const selection = purpose === 'accounts' && { account_selection_enabled: true };
  const fields = { item_id: itemId, purpose, ...selection };
  const minted = { isPending: true };
  const answered = post(machine, '/link/token/create', fields).finally(
    () => (minted.isPending = false),
  );
  // The user waits for Link as long as it takes.
  await pass(1);
  while (minted.isPending) await pass(100);
  const { body } = await answered;
  const consent = plaid.itemState(itemId).consentExpirationTime;
  const { sessionId } = await plaid.link({ type: 'open', token: String(body.link_token) });
  const login = { username: 'user_good', password: 'pass_good' };
  const { accounts } = await plaid.link({ type: 'credentials', sessionId, ...login });
  const accountIds = accounts.map(({ id }) => id);
  if (selection) await plaid.link({ type: 'accounts', sessionId, accountIds });
  await plaid.link({ type: 'finish', sessionId });
  const isConsentNew = plaid.itemState(itemId).consentExpirationTime !== consent;
  const session = { id: sessionId, itemId, purpose, at: Date.now(), isConsentNew, reports: [] };
  world.sessions.push(session);
  return session;
}

/** The page reports the relink. */
function report(session: Session, machine: Machine, world: ItemWorld): void {
  const { records } = world;
  const { id, itemId, purpose } = session;
  const failures = records.failuresOf(itemId);
  const entry: Session['reports'][number] = {
    at: Date.now(),
    endedAt: Number.POSITIVE_INFINITY,
    known: 'maybe',
    isAnswered: false,
  };
  session.reports.push(entry);
  const fields = { item_id: itemId, link_session_id: id, purpose };
  const answered = post(machine, '/item/relinked', fields).then(({ status }) => {
    entry.endedAt = Date.now();
    entry.isAnswered = status === 200;
    if (records.failuresOf(itemId) === failures) entry.known = 'yes';
  });
  track(answered, world);
}

/** A page asks how the Item is. */
export async function view(
  { truth, machine, ...look }: Pick<View, 'truth' | 'isFresh' | 'isLast'> & { machine: Machine },
  world: ItemWorld,
): Promise<void> {
  const { records } = world;
  const { itemId } = truth;
  const startedAt = Date.now();
  const failures = records.failuresOf(itemId);
  const headers = look.isFresh ? { 'cache-control': 'no-cache' } : {};
  const answered = post(machine, '/item/get', { item_id: itemId }, headers).then(
    ({ status, body }) => {
      const isSteady = records.failuresOf(itemId) === failures;
      if (status !== 200 || !isSteady) return;
      const endedAt = Date.now();
      if (look.isFresh) truth.answers.push({ startedAt, endedAt });
      world.look();
      checkView({ truth, ...look, startedAt, endedAt, body }, world);
    },
  );
  track(answered, world);
  await answered;
}

async function post(
  machine: Machine,
  path: string,
  fields: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const request = new Request(`https://app.test/api/plaid${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(fields),
  });
  const response = await machine.relink(request);
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body };
}

function track(answered: Promise<void>, { inFlight, problems }: ItemWorld): void {
  const tracked = answered
    .catch((thrown: unknown) => void problems.push(String(thrown)))
    .finally(() => inFlight.delete(tracked));
  inFlight.add(tracked);
}

function machineAt(index: number, { machines }: ItemWorld): Machine {
  const machine = machines[index];
  if (!machine) throw new Error(`There is no machine ${index}.`);
  return machine;
}

/** Counted from the newest. */
function newest<Value>(all: readonly Value[], index: number): Value | undefined {
  return all.at(-1 - (index % Math.max(all.length, 1)));
}
