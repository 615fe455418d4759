import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../support/backend-process';

/** Where Debian puts it. */
const GSON = '/usr/share/java/gson.jar';

/** The backends that are not JavaScript. Each passes the same contract: to add one, add a row. */
export const BACKENDS: readonly Backend[] = [
  {
    name: 'Python (Flask)',
    folder: 'python',
    packages: 'python3-flask python3-jwt python3-cryptography',
    isThere: () => findPython() !== null,
    prepare: () => ({ command: findPython() ?? 'python3', args: ['-B', 'app.py'] }),
  },
  {
    name: 'Go (net/http)',
    folder: 'go',
    packages: 'golang-go',
    isThere: () => succeeds('go', ['version']),
    prepare(folder, scratch) {
      const command = join(scratch, 'backend');
      const env = {
        ...process.env,
        CGO_ENABLED: '0',
        GOCACHE: join(scratch, 'cache'),
        GOFLAGS: '',
        GOPROXY: 'off',
      };
      execFileSync('go', ['build', '-o', command, '.'], { cwd: folder, env, stdio: 'pipe' });
      return { command, args: [] };
    },
  },
  {
    name: 'Ruby (Sinatra)',
    folder: 'ruby',
    packages: 'ruby-sinatra ruby-jwt puma',
    isThere: () =>
      succeeds('ruby', ['-e', "require 'sinatra/base'; require 'puma'; require 'jwt'"]),
    prepare: () => ({ command: 'puma', args: [] }),
  },
  {
    name: 'Java (the JDK’s server)',
    folder: 'java',
    packages: 'default-jdk-headless libgoogle-gson-java',
    isThere: () => succeeds('javac', ['-version']) && existsSync(GSON),
    prepare(folder, scratch) {
      const classes = join(scratch, 'classes');
      const sources = join(folder, 'src/relink');
      const files = readdirSync(sources).map((name) => join(sources, name));
      execFileSync('javac', ['-cp', GSON, '-d', classes, ...files], { stdio: 'pipe' });
      return { command: 'java', args: ['-cp', `${classes}:${GSON}`, 'relink.Main'] };
    },
  },
];

function succeeds(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** A Python of another source may come first, without the packages of Debian's. */
function findPython(): string | null {
  const modules = ['-c', 'import flask, jwt, cryptography'];
  return ['python3', '/usr/bin/python3'].find((program) => succeeds(program, modules)) ?? null;
}
