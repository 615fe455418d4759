'use server';

import { revalidatePath } from 'next/cache';
import { SandboxItemFireWebhookRequestWebhookCodeEnum as WebhookCode } from 'plaid';
import { findItemOfUser } from '@/lib/items';
import { plaid } from '@/lib/plaid';
import { relinkHandler } from '@/lib/relink';
import { connectBanks, fireWebhook } from '@/lib/sandbox';
import { session } from '@/lib/session';
import { createUser, findUser, type User } from '@/lib/users';

// Next.js refuses actions from another origin, so no other site can send one in a user's name.

const MIN_PASSWORD = 10;

export async function signIn(_before: string | null, form: FormData): Promise<string | null> {
  const { email, password } = credentialsOf(form);
  const user = await findUser(email, password);
  if (!user) return 'This e-mail address and password do not belong together.';
  await enter(user);
  return null;
}

export async function signUp(_before: string | null, form: FormData): Promise<string | null> {
  const { email, password } = credentialsOf(form);
  if (!email.includes('@')) return 'Please enter an e-mail address.';
  if (password.length < MIN_PASSWORD) {
    return `Please choose a password of at least ${MIN_PASSWORD} characters.`;
  }
  const user = await createUser(email, password);
  if (!user) return 'There is an account with this e-mail address already.';
  await connectBanks(user);
  await enter(user);
  return null;
}

export async function signOut(): Promise<void> {
  (await session()).destroy();
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
  const { user } = await session();
  const item = user && (await findItemOfUser(itemId, user.id));
  if (!item) throw new Error('No such Item.');
  return item;
}

async function enter(user: User): Promise<void> {
  const current = await session();
  current.user = user;
  await current.save();
  revalidatePath('/');
}

function credentialsOf(form: FormData): { email: string; password: string } {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  return { email: text('email').trim().toLowerCase(), password: text('password') };
}
