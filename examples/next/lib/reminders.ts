import 'server-only';
import { and, eq, isNull, lte, or } from 'drizzle-orm';
import {
  isRelinkServiceError,
  relinkMail,
  type ItemWebhookEvent,
  type RelinkMail,
} from 'react-plaid-relink/server';
import { db } from './db/client';
import { items, relinkMails, users } from './db/schema';
import { sendMail, type Delivery, type Recipient } from './mailer';
import { createReconnectUrl } from './reconnects';
import { relinkService } from './relink';
import { settings } from './settings';

/** Between two mails about one Item. The link of a mail lives as long, so that two are not open at once. */
const PAUSE_MS = 3 * 24 * 60 * 60_000;
/** A process that ends while it sends leaves its claim: after this time another may send. */
const CLAIM_MS = 10 * 60_000;
const APP_NAME = 'Relink Example';

/** Whether a webhook is a reason to write to the user. Not where the user has ended the access on purpose. */
export function asksForMail(event: ItemWebhookEvent): boolean {
  if (event.type === 'needs_update') return event.reason !== 'OAUTH_USER_REVOKED';
  return event.type === 'expiring';
}

/**
 * Sends the Item's user a mail that asks to reconnect: one in three days, and none where the Item is well by now.
 *
 * A mail server and a database cannot agree at one moment, so that a process which ends between the two sends either at least
 * one mail or at most one. This sends at least one: where the mail is out and the note of it was lost, or the server's answer
 * was, a later webhook sends a second one. A second mail is a nuisance. A mail that never comes leaves the bank broken, and
 * no log tells of it.
 *
 * An address that the mail server refuses for good is told to the operator once, and gets no mail for three days.
 *
 * @throws if the mail could not be sent now. The next webhook, or Plaid's repetition of this one, tries again.
 */
export async function remind(itemId: string): Promise<void> {
  const user = await findOwner(itemId);
  const claimedAt = user && (await claim(itemId));
  if (!user || !claimedAt) return;
  let delivery: Delivery | null;
  try {
    // It asks how the Item is, right before the mail.
    const mail = await writeMail(user, itemId);
    delivery = mail && (await sendMail(user, mail));
  } catch (thrown) {
    await endClaim(itemId, claimedAt, null);
    throw thrown;
  }
  await endClaim(itemId, claimedAt, delivery);
  // No error of the webhook's: Plaid would send it again, and the server would refuse again. The reply may have the address.
  if (delivery?.status === 'refused')
    console.error(
      `The mail server refuses mails to user ${user.id} (${delivery.replyCode}). The next try is in three days at the earliest.`,
    );
}

/** @returns null where the user can do nothing about the Item */
async function writeMail(user: Recipient, itemId: string): Promise<RelinkMail | null> {
  const { appUrl, mail } = settings();
  const expiresAt = new Date(Date.now() + PAUSE_MS);
  if (mail.link === 'page') {
    const item = await relinkService().getItem(user, { itemId });
    if (item.remedy === 'none' || item.remedy === 'wait') return null;
    const url = await createReconnectUrl(itemId, expiresAt);
    return relinkMail({ item, url, expiresAt, appName: APP_NAME });
  }
  try {
    const completion = appUrl && { completionRedirectUri: appUrl };
    const input = { itemId, lifetimeMs: PAUSE_MS, ...completion };
    return relinkMail({
      ...(await relinkService().createHostedLink(user, input)),
      appName: APP_NAME,
    });
  } catch (thrown) {
    if (isRelinkServiceError(thrown) && thrown.body.error_code === 'NOT_RELINKABLE') return null;
    throw thrown;
  }
}

async function findOwner(itemId: string): Promise<Recipient | null> {
  const [user] = await (
    await db()
  )
    .select({ id: users.id, email: users.email })
    .from(items)
    .innerJoin(users, eq(users.id, items.userId))
    .where(eq(items.itemId, itemId))
    .limit(1);
  return user ?? null;
}

/**
 * One statement, so that of parallel webhooks, on however many machines, one sends.
 *
 * @returns null where a mail was sent or refused within the pause, or another process is sending one
 */
async function claim(itemId: string): Promise<Date | null> {
  const claimedAt = new Date();
  const isDue = (name: 'sentAt' | 'refusedAt' | 'claimedAt', ms: number) =>
    or(isNull(relinkMails[name]), lte(relinkMails[name], new Date(claimedAt.getTime() - ms)));
  const claimed = await (
    await db()
  )
    .insert(relinkMails)
    .values({ itemId, claimedAt })
    .onConflictDoUpdate({
      target: relinkMails.itemId,
      set: { claimedAt },
      setWhere: and(
        isDue('sentAt', PAUSE_MS),
        isDue('refusedAt', PAUSE_MS),
        isDue('claimedAt', CLAIM_MS),
      ),
    })
    .returning();
  return claimed.length > 0 ? claimedAt : null;
}

/** @param delivery null where no mail was sent */
async function endClaim(itemId: string, claimedAt: Date, delivery: Delivery | null): Promise<void> {
  const endedAt = new Date();
  await (
    await db()
  )
    .update(relinkMails)
    .set({
      claimedAt: null,
      ...(delivery?.status === 'taken' && { sentAt: endedAt }),
      ...(delivery?.status === 'refused' && { refusedAt: endedAt }),
    })
    // It may have lapsed, and be another's by now.
    .where(and(eq(relinkMails.itemId, itemId), eq(relinkMails.claimedAt, claimedAt)));
}
