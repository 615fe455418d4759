/**
 * One e-mail address, in small letters. A mail server reads `a,ada@example.com`, `a<ada@example.com>` and
 * `(a)ada@example.com` as ada's address, so signs that mean more than themselves in a list of addresses are refused: else
 * one mailbox could have any number of accounts, and get the mails of all of them.
 *
 * @returns null for a text that is no such address
 */
export function parseEmailAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  // `\p{C}` has the NUL, which Postgres takes in no text, and signs that no reader sees.
  const isOne = /^[^\s\p{C}@"(),:;<>[\]\\]+@[^\s\p{C}@"(),:;<>[\]\\]+$/u.test(address);
  return isOne && address.length <= 254 ? address : null;
}
