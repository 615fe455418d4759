/** The Sandbox institutions that the docs name (plaid.com/docs/sandbox/institutions). */
export const INSTITUTIONS: Readonly<Record<string, string>> = {
  ins_109508: 'First Platypus Bank',
  ins_109509: 'First Gingham Credit Union',
  ins_109510: 'Tattersall Federal Credit Union',
  ins_109511: 'Tartan Bank',
  ins_109512: 'Houndstooth Bank',
  ins_127287: 'Platypus OAuth Bank',
};

/** Banks with OAuth: the user logs in on the bank's own site. Sandbox's is Platypus OAuth Bank (plaid.com/docs/link/oauth). */
export const OAUTH_INSTITUTIONS: readonly string[] = ['ins_127287'];

/** The id of the Sandbox institution with that name; else one that follows from the name, since each bank has its own. */
export function institutionIdOf(name: string): string {
  const [known] = Object.entries(INSTITUTIONS).find(([, one]) => one === name) ?? [];
  return known ?? `ins_${Array.from(name).reduce(addLetter, 7)}`;
}

function addLetter(sum: number, letter: string): number {
  return (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
}
