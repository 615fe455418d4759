import 'server-only';
import { and, desc, eq } from 'drizzle-orm';
import { createTransport, type NodemailerError } from 'nodemailer';
import { db } from './db/client';
import { outbox } from './db/schema';
import { once } from './once';
import { settings } from './settings';

export interface Recipient {
  /** Of the user. */
  id: string;
  email: string;
}

export interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** A webhook waits for this, and Plaid waits for the webhook. */
const TIMEOUT_MS = 5_000;

export type Delivery = { status: 'taken' } | { status: 'refused'; replyCode: number };

/**
 * Sends a mail by the mail server, or puts it into the outbox.
 *
 * @returns `refused` where the server will never take this mail for this address
 * @throws if no server has taken it now, and one may take it later
 */
export async function sendMail(user: Recipient, { subject, text, html }: Mail): Promise<Delivery> {
  const { smtpUrl, from } = settings().mail;
  if (smtpUrl) {
    // No program answers it, and no notice of absence.
    const headers = { 'Auto-Submitted': 'auto-generated' };
    // An address of its own. As a text it would be read as a list.
    const to = { name: '', address: user.email };
    try {
      await transport(smtpUrl).sendMail({ from, to, subject, text, html, headers });
      return { status: 'taken' };
    } catch (thrown) {
      const replyCode = refusalOf(thrown);
      if (replyCode === null) throw thrown;
      return { status: 'refused', replyCode };
    }
  }
  const row = { userId: user.id, recipient: user.email, subject, text, html };
  await (await db()).insert(outbox).values(row);
  return { status: 'taken' };
}

/**
 * The reply by which a mail server refused the address (RCPT TO) or the mail (DATA) for good: 5xx, but for 503 (RFC 5321, 4.2.1). Some
 * servers look at the address with the mail alone. A 5xx to the sender or the password is about this app's settings: the
 * mail can go out once they are right.
 *
 * @returns null for what may pass
 */
function refusalOf(thrown: unknown): number | null {
  const { command, permanent, responseCode } = thrown as NodemailerError;
  const isAboutMail = command === 'RCPT TO' || command === 'DATA';
  return isAboutMail && permanent ? (responseCode ?? null) : null;
}

const transport = (smtpUrl: string) =>
  once('smtp', () => {
    const url = new URL(smtpUrl);
    const { searchParams } = url;
    for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout'])
      if (!searchParams.has(name)) searchParams.set(name, String(TIMEOUT_MS));
    // The link of a mail is a secret. A server on this machine may do without.
    const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    if (!isLocal && url.protocol === 'smtp:') searchParams.set('requireTLS', 'true');
    return createTransport(url.href);
  });

/** The user's mails, newest first. */
export async function mailsOf(userId: string): Promise<(typeof outbox.$inferSelect)[]> {
  return (await db())
    .select()
    .from(outbox)
    .where(eq(outbox.userId, userId))
    .orderBy(desc(outbox.writtenAt));
}

/** @returns null also for another user's mail */
export async function findMail(
  id: string,
  userId: string,
): Promise<typeof outbox.$inferSelect | null> {
  const [mail] = await (
    await db()
  )
    .select()
    .from(outbox)
    .where(and(eq(outbox.id, id), eq(outbox.userId, userId)))
    .limit(1);
  return mail ?? null;
}
