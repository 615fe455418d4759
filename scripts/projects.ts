/** The vitest projects that `npm test` runs: what every change should pass, in about three minutes on two cores. */
export const QUICK = [
  'unit',
  'dom',
  'histories',
  'react-plaid-link 4',
  'browser',
  'smoke',
] as const;

/** The projects that only `npm run test:all` runs. */
export const THOROUGH = ['looks', 'examples', 'e2e', 'frameworks'] as const;

export type Project = (typeof QUICK | typeof THOROUGH)[number];
