/**
 * `npm test`: the tests that every change should pass. Arguments go to vitest in their place: `npm test -- --project e2e`.
 * Ends with a line `N passed, N failed`.
 */
import { ensureChromium } from './chromium.ts';
import { printCounts } from './counts.ts';
import { QUICK } from './projects.ts';
import { runVitest } from './run-vitest.ts';

const CHROMIUM_PATH = await ensureChromium();
const args = process.argv.slice(2);
const { status, ...counts } =
  args.length > 0
    ? runVitest(args, { env: { CHROMIUM_PATH } })
    : runVitest(
        QUICK.map((name) => `--project=${name}`),
        {
          env: {
            CHROMIUM_PATH,
            HISTORIES: process.env.HISTORIES ?? '500',
            // Types take half a minute to build, and no test of these reads them.
            PACK: process.env.PACK ?? 'code',
          },
        },
      );
printCounts(counts);
process.exitCode = status;
