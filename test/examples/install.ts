import { fileURLToPath } from 'node:url';
import { installIn } from '../../scripts/install.mjs';

/** A vitest global set-up: two tests that install the same folder at once would empty it for each other. */
export default function setup(): void {
  installIn(fileURLToPath(new URL('../../examples/next', import.meta.url)));
}
