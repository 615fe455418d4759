import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const WORKFLOWS = join(import.meta.dirname, '../../.github/workflows');

interface Job {
  permissions?: Record<string, string>;
  steps: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}
interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

const workflows = readdirSync(WORKFLOWS).map((name): [string, Workflow] => [
  name,
  parse(readFileSync(join(WORKFLOWS, name), 'utf8')) as Workflow,
]);
const jobs = workflows.flatMap(([file, { jobs }]) =>
  Object.entries(jobs).map(([name, job]): [string, Job] => [`${file}, ${name}`, job]),
);
const jobsThat = (may: (permissions: Record<string, string>) => boolean): [string, Job][] =>
  jobs.filter(([, { permissions = {} }]) => may(permissions));

describe('the workflows', () => {
  it.each(workflows)('%s may read, and each job asks for what it needs beyond that', (_, file) => {
    expect(file.permissions).toEqual({ contents: 'read' });
  });

  it.each(jobs)('%s names each action by the commit, which cannot be moved', (_, { steps }) => {
    const actions = steps.flatMap(({ uses }) => uses ?? []);
    expect(actions.filter((uses) => !/^[\w-]+\/[\w/-]+@[\da-f]{40}$/.test(uses))).toEqual([]);
  });

  it.each(jobs)('%s leaves no token in the checkout', (_, { steps }) => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: options } of checkouts)
      expect(options).toMatchObject({ 'persist-credentials': false });
  });

  it('no tool of development runs in a job that may write to the repository or publish', () => {
    const writing = jobsThat(
      (permissions) => permissions.contents === 'write' || permissions['id-token'] === 'write',
    );
    expect(writing.map(([name]) => name)).toEqual([
      'docs.yml, publish',
      'release.yml, propose',
      'release.yml, publish',
    ]);
    const commands = writing.flatMap(([, { steps }]) => steps.map(({ run = '' }) => run));
    expect(
      commands.filter((run) => /npm (?:ci|install|run|pack|exec)|npx|\.ci\/run/.test(run)),
    ).toEqual([]);
  });

  it('the package is published as the file that the tests ran on', () => {
    const { pack, test, publish } = Object.fromEntries(workflows)['release.yml']?.jobs ?? {};
    const runsOf = (job?: Job): string => (job?.steps ?? []).map(({ run = '' }) => run).join('\n');
    const file = '"$RUNNER_TEMP/package/react-plaid-relink.tgz"';
    expect(runsOf(pack)).toContain('sha256sum');
    for (const job of [test, publish]) expect(runsOf(job)).toMatch(/\$SHA256 .*sha256sum --check/);
    expect(runsOf(test)).toContain(`PACKED=${file} .ci/run`);
    expect(runsOf(publish)).toContain(
      `npm publish ${file} --provenance --access public --ignore-scripts`,
    );
  });
});
