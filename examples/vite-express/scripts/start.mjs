/**
 * `npm start`: runs the example, also on a fresh clone. Everything it needs comes from this repository. Your app starts the
 * same three processes as the quick start says. Everything listens on this machine only.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackage, onEnd, ROOT, untilListening } from '../../start-tools.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const port = Number(process.env.PORT ?? 3000);
const plaid = `http://127.0.0.1:${port + 2}`;
const children = [];

onEnd(() => end(0));
try {
  installPackage(HERE);
  // What `fake-plaid` prints.
  const env = {
    ...process.env,
    API_PORT: String(port + 1),
    PLAID_URL: plaid,
    PLAID_CLIENT_ID: 'fake-client-id',
    PLAID_SECRET: 'fake-secret',
    VITE_FAKE_PLAID_URL: plaid,
  };
  const cli = join(HERE, 'node_modules', 'react-plaid-relink', 'dist', 'cli.js');
  start(cli, ['fake-plaid', '--port', String(port + 2)], env, 'ignore');
  start(join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), ['server/main.ts'], env);
  // Vite alone could only tell a page that its backend is not there.
  await Promise.all([untilListening(port + 1), untilListening(port + 2)]);
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  start(vite, ['--host', 'localhost', '--port', `${port}`, '--strictPort', '-l', 'warn'], env);
  await untilListening(port);
  console.log(`\nThe example runs against a fake Plaid. Open http://localhost:${port}\n`);
} catch (error) {
  console.error(error.message);
  end(1);
}

function start(script, args, env, stdout = 'inherit') {
  const stdio = ['inherit', stdout, 'inherit'];
  const child = spawn(process.execPath, [script, ...args], { stdio, env });
  children.push(child);
  // None of them is of use without the others.
  child.once('exit', (code) => end(code ?? 1));
}

function end(code) {
  for (const child of children) child.kill('SIGTERM');
  process.exit(code);
}
