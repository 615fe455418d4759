/**
 * For the release workflow, which runs it with Node's own TypeScript. Prints this version, and whether npm lacks it, as
 * the outputs of a step; with `--notes`, the section of CHANGELOG.md for this version.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  version: string;
};

if (process.argv.includes('--notes')) {
  console.log(notesOf(readFileSync('CHANGELOG.md', 'utf8')));
} else {
  console.log(`version=${version}\nis-new=${isNew()}`);
}

function notesOf(changelog: string): string {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.split('\n', 1)[0]?.trim() === version);
  if (!section) {
    throw new Error(
      `CHANGELOG.md has no section ${version}. "npm run version-packages" writes it.`,
    );
  }
  return section.slice(section.indexOf('\n') + 1).trim();
}

/** Where npm cannot be asked this throws, because a version that is out must not be published again. */
function isNew(): boolean {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['view', `${name}@${version}`, 'version', '--json'],
    { encoding: 'utf8' },
  );
  if (status === 0) return stdout.trim() === '';
  if (/\bE404\b/.test(stdout + stderr)) return true;
  throw new Error(`npm could not say whether ${name}@${version} is out.\n${stderr}`);
}
