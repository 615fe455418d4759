/**
 * `npm run test:all`: every test, with the coverage, long random histories and the oldest supported versions.
 * `-- --rest` leaves out what `npm test` runs. Ends with a line `N passed, N failed`.
 */
import { ensureChromium } from './chromium.ts';
import { printCounts, sumOf } from './counts.ts';
import { runMatrix } from './matrix.ts';
import { THOROUGH } from './projects.ts';
import { runVitest } from './run-vitest.ts';

const [option, ...others] = process.argv.slice(2);
if ((option !== undefined && option !== '--rest') || others.length > 0) {
  console.error(
    'npm run test:all takes no argument but --rest; npm test passes arguments to vitest.',
  );
  process.exit(1);
}
const isRest = option === '--rest';

const CHROMIUM_PATH = await ensureChromium();
// The histories again, because those of `npm test` are short.
const rest = ['histories', ...THOROUGH].map((name) => `--project=${name}`);
const results = [runVitest(isRest ? rest : ['--coverage'], { env: { CHROMIUM_PATH } })];
try {
  results.push(...(await runMatrix(['oldest'])));
} catch (error) {
  // The counts are still printed where the oldest versions cannot be installed.
  console.error(error);
  const failures = ['The oldest supported versions could not be installed. See above.'];
  results.push({ status: 1, passed: 0, failed: 1, skipped: 0, failures });
}
printCounts(sumOf(results));
process.exitCode = results.find(({ status }) => status !== 0)?.status ?? 0;
