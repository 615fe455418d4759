import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { LaunchOptions } from 'playwright';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

interface Found {
  path: string;
  source: string;
}

interface Installer {
  source: string;
  commands: readonly (readonly [command: string, ...args: string[]])[];
}

/**
 * The path of a Chromium: CHROMIUM_PATH, Playwright's own or one on the PATH. Where there is none, installs Playwright's
 * or, as root, Debian's. Says in one line which it is, and ends the process where there is none to be had.
 */
export async function ensureChromium(): Promise<string> {
  try {
    const { path, source } = (await findChromium()) ?? (await installChromium());
    console.log(`Chromium: ${path} (${source})`);
    return path;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function findChromium(): Promise<Found | null> {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) {
    if (isRunnable(CHROMIUM_PATH)) return { path: CHROMIUM_PATH, source: 'CHROMIUM_PATH' };
    throw new Error(
      `CHROMIUM_PATH is ${CHROMIUM_PATH}, which cannot be run. Correct it or unset it.`,
    );
  }
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  if (existsSync(own)) return { path: own, source: "Playwright's own" };
  const onPath = PATH.split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)));
  const path = [...onPath, ...MAC_APPS].find(isRunnable);
  return path ? { path, source: 'found on this machine' } : null;
}

async function installChromium(): Promise<Found> {
  const failures: string[] = [];
  for (const { source, commands } of installers()) {
    const failed = commands.find((command) => !run(command));
    const installed = failed ? null : await findChromium();
    if (installed) return { ...installed, source };
    failures.push(`${source}: ${(failed ?? commands.at(-1))?.join(' ')}`);
  }
  throw new Error(
    `No Chromium was found, and none could be installed (${failures.join('; ')}). Install Chromium or Chrome, or set CHROMIUM_PATH.`,
  );
}

function installers(): Installer[] {
  const playwright: Installer = {
    source: "Playwright's, downloaded now",
    commands: [['npx', 'playwright', 'install', 'chromium']],
  };
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return [playwright];
  const debian: Installer = {
    source: "Debian's package, installed now",
    commands: [
      ['apt-get', 'update', '-qq'],
      ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ],
  };
  return [playwright, debian];
}

function run([command, ...args]: readonly [string, ...string[]]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'ignore', env, timeout: 10 * 60_000 }).status === 0;
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Launch options for Playwright. No name but localhost resolves, so that nothing can leave the machine unseen. */
export function launchOptions(executablePath: string | undefined): LaunchOptions & {
  args: string[];
} {
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--disable-gpu',
      // Software does not do the work of a GPU either: that would cost processor time, and change no page of the tests.
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
