import 'server-only';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { once } from './once';

/**
 * Counted in this process. On several machines, use one of the library's stores that they share. A guesser who knows an address
 * can lock its user out for this time, which is the price of stopping a guesser.
 */
const perAddress = (): RateLimiterMemory =>
  once(
    'sign-ins per address',
    () => new RateLimiterMemory({ points: 10, duration: 15 * 60, blockDuration: 15 * 60 }),
  );
/** Each sign-in takes some 100 ms of a processor and 128 MB, which is what makes a stolen hash expensive to guess. */
const inAll = (): RateLimiterMemory =>
  once('all sign-ins', () => new RateLimiterMemory({ points: 120, duration: 60 }));

/** Counts an attempt to sign in or up. @returns whether it may go on */
export async function countAttempt(email: string): Promise<boolean> {
  try {
    await inAll().consume('all');
    await perAddress().consume(email);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return false;
  }
}

export async function forgetAttempts(email: string): Promise<void> {
  await perAddress().delete(email);
}
