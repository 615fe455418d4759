/**
 * For the release workflow. Prints this version, and whether npm lacks it, as the outputs of a step; with `--notes`,
 * what CHANGELOG.md says of it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { notesOf } from './changelog.mjs';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** An npm that cannot be asked is no answer: what is out already must not be published again. */
function isNew() {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['view', `${name}@${version}`, 'version', '--json'],
    { encoding: 'utf8' },
  );
  if (status === 0) return stdout.trim() === '';
  if (/\bE404\b/.test(stdout + stderr)) return true;
  throw new Error(`npm could not say whether ${name}@${version} is out.\n${stderr}`);
}

if (process.argv.includes('--notes')) {
  console.log(notesOf(readFileSync('CHANGELOG.md', 'utf8'), version));
} else {
  console.log(`version=${version}\nis-new=${isNew()}`);
}
