import { fileURLToPath } from 'node:url';
import { installIn } from '../../scripts/install.mjs';

/** A vitest global set-up: installs the platforms' adapters where they are not installed yet. */
export default function setup(): void {
  installIn(fileURLToPath(new URL('platforms', import.meta.url)));
}
