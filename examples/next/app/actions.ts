'use server';

import { revalidatePath } from 'next/cache';
import { SandboxItemFireWebhookRequestWebhookCodeEnum as WebhookCode } from 'plaid';
import { parseEmailAddress } from '@/lib/email-address';
import { findItemOfUser } from '@/lib/items';
import { plaid } from '@/lib/plaid';
import { relinkHandler } from '@/lib/relink';
import { connectBanks, fireWebhook } from '@/lib/sandbox';
import { currentUser, enter, leave } from '@/lib/session';
import { countAttempt, forgetAttempts } from '@/lib/sign-in-limit';
import { createUser, findUser } from '@/lib/users';

// Next.js refuses actions from another origin, so no other site can send one in a user's name.

const MIN_PASSWORD = 10;
/** Longer ones cost a hash function time and protect nothing. */
const MAX_PASSWORD = 200;
const TOO_MANY = 'There were too many attempts. Please try again in 15 minutes.';

/** Why the form of the sign-in was refused, with the address, so that it can be mended and is not typed again. */
export interface Refusal {
  email: string;
  problem: string;
}

/** Signs in, or creates an account: the button that was pressed says which. */
export async function signInOrUp(_before: Refusal | null, form: FormData): Promise<Refusal | null> {
  const credentials = credentialsOf(form);
  const problem = await (form.get('intent') === 'sign up'
    ? signUp(credentials)
    : signIn(credentials));
  if (problem !== null) return { email: textOf(form, 'email'), problem };
  revalidatePath('/');
  return null;
}

/** @returns what the user reads where it is refused */
async function signIn({ email, password }: Credentials): Promise<string | null> {
  if (!(await countAttempt(email))) return TOO_MANY;
  const user = await findUser(email, password);
  if (!user) return 'This e-mail address and password do not belong together.';
  await forgetAttempts(email);
  await enter(user);
  return null;
}

/** @returns what the user reads where it is refused */
async function signUp({ email, password }: Credentials): Promise<string | null> {
  if (email === '') return 'Please enter an e-mail address.';
  if (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD) {
    return `Please choose a password of ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`;
  }
  if (!(await countAttempt(email))) return TOO_MANY;
  const user = await createUser(email, password);
  if (!user) return 'There is an account with this e-mail address already.';
  await connectBanks(user);
  await enter(user);
  return null;
}

export async function signOut(): Promise<void> {
  await leave();
  revalidatePath('/');
}

/** Sandbox only: makes the bank require a new login. Plaid tells it by a webhook, where it has an address for one. */
export async function breakItem(itemId: string): Promise<void> {
  const item = await findMine(itemId);
  await plaid().sandboxItemResetLogin({ access_token: item.accessToken });
  relinkHandler().invalidateHealth(itemId);
}

/** Sandbox only: the user has bought something. */
export async function addTransaction(itemId: string): Promise<void> {
  const item = await findMine(itemId);
  await fireWebhook(item.accessToken, WebhookCode.SyncUpdatesAvailable);
}

async function findMine(itemId: string): Promise<{ accessToken: string }> {
  const user = await currentUser();
  const item = user && (await findItemOfUser(itemId, user.id));
  if (!item) throw new Error('No such Item.');
  return item;
}

interface Credentials {
  email: string;
  password: string;
}

/** An address that cannot be one is empty, and a password that is too long is no user's. */
function credentialsOf(form: FormData): Credentials {
  const email = parseEmailAddress(textOf(form, 'email')) ?? '';
  return { email, password: textOf(form, 'password') };
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
