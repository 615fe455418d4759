/** `npm start`: runs the example, also on a fresh clone. It listens on this machine only. */
import { fileURLToPath } from 'node:url';
import { installIn } from '../../../scripts/install.mjs';
import { installPackage } from '../../start-tools.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const port = Number(process.env.PORT ?? 3000);

installIn(HERE);
installPackage(HERE);
const { createServer } = await import('vite');
const server = await createServer({
  root: HERE,
  server: { host: 'localhost', port, strictPort: true },
  logLevel: 'warn',
});
await server.listen();
console.log(`\nThe components in six design systems: http://localhost:${port}\n`);
