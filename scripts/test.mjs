/**
 * `npm test`: everything, on a fresh clone too. Installs what is missing, finds a Chromium, runs the vitest projects,
 * prints the coverage, and ends with a line `N passed, N failed` from the runner's own report. Arguments go to vitest,
 * without coverage then: they may choose a part.
 */
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { runVitest, summaryOf } from './run-vitest.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
ensureInstalled();
const { ensureChromium } = await import('./chromium.mjs');

let chromium;
try {
  chromium = await ensureChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const args = process.argv.slice(2);
// Each story plays in the Storybook as it is published (looks), so that it need not play from its source too.
const everything = ['--coverage', '--project=!storybook'];
const result = runVitest(args.length > 0 ? args : everything, {
  env: { CHROMIUM_PATH: chromium },
});
console.log(summaryOf(result));
process.exit(result.status);
