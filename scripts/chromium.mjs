/**
 * Finds a Chromium for the tests, or installs one. Order: CHROMIUM_PATH, Playwright's own, one on the PATH; then
 * Playwright's download, then Debian's package (as root).
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @returns {Promise<{ path: string, source: string } | null>}
 */
async function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (isRunnable(env.CHROMIUM_PATH)) return { path: env.CHROMIUM_PATH, source: 'CHROMIUM_PATH' };
    throw new Error(
      `CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which cannot be run. Correct it or unset it.`,
    );
  }
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  if (existsSync(own)) return { path: own, source: "Playwright's own" };
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((name) => join(dir, name)));
  const path = [...onPath, ...MAC_APPS].find(isRunnable);
  return path ? { path, source: 'found on this machine' } : null;
}

/** Finds or installs a Chromium, and says in one line what it did. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return report(found);
  const failures = [];
  for (const [source, ...commands] of installers()) {
    const failed = commands.find((command) => !run(command));
    if (!failed) {
      const installed = await findChromium();
      if (installed) return report({ ...installed, source });
    }
    failures.push(`${source}: ${(failed ?? commands.at(-1)).join(' ')}`);
  }
  throw new Error(
    `No Chromium was found, and none could be installed (${failures.join('; ')}). Install Chromium or Chrome, or set CHROMIUM_PATH.`,
  );
}

function installers() {
  const all = [["Playwright's, downloaded now", ['npx', 'playwright', 'install', 'chromium']]];
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    all.push([
      "Debian's package, installed now",
      ['apt-get', 'update', '-qq'],
      ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ]);
  }
  return all;
}

function run([command, ...args]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'ignore', env, timeout: 10 * 60_000 }).status === 0;
}

function report(found) {
  console.log(`Chromium: ${found.path} (${found.source})`);
  return found.path;
}

/**
 * Launch options for Playwright. No name but localhost resolves, so that nothing can leave the machine unseen.
 *
 * @param {string | undefined} executablePath
 */
export function launchOptions(executablePath) {
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--disable-gpu',
      // Nor in software what a GPU would do: a page of tests is drawn as it is, at less of the processor.
      '--disable-gpu-rasterization',
      '--disable-software-rasterizer',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
    ],
  };
}
