import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const exec = promisify(execFile);

/**
 * A folder with the package as an app installs it, from the tarball. PACKED is the path of one; without it the build is
 * packed. Each bundler gets a folder of its own inside, whose pages find the package one folder up.
 *
 * @param packages what is installed beside the package, with versions
 */
export async function openWorkshop(packages) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'relink-bytes-')));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  const tarball = process.env.PACKED ?? (await pack(root));
  await install(root, { ...packages, 'react-plaid-relink': `file:${tarball}` });
  const maps = requireFrom(root)('@jridgewell/trace-mapping');
  return {
    /** The sources that have code in a file, by its source map. */
    sourcesIn(map) {
      const sources = new Set();
      maps.eachMapping(maps.AnyMap(map), ({ source }) => source && sources.add(source));
      return [...sources];
    },
    async openBench(name, bundlers) {
      const folder = join(root, name);
      await mkdir(folder);
      await install(folder, bundlers);
      return {
        folder,
        load: (path) => importFrom(folder, path),
        run: (program, args, cwd) =>
          exec(join(folder, 'node_modules', program), args, {
            cwd,
            env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
          }),
      };
    },
  };
}

const requireFrom = (folder) => createRequire(join(folder, 'package.json'));

const importFrom = (folder, name) => import(pathToFileURL(requireFrom(folder).resolve(name)).href);

async function pack(folder) {
  await exec('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: ROOT,
  });
  return join(
    folder,
    (await readdir(folder)).find((name) => name.endsWith('.tgz')),
  );
}

async function install(folder, packages) {
  const dependencies = { ...packages };
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies }),
  );
  // The peers of a bundler are React and its like, which are one folder up.
  const options = [
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--prefer-offline',
    '--legacy-peer-deps',
  ];
  await exec('npm', ['install', ...options], { cwd: folder });
}
