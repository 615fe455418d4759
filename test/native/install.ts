import { fileURLToPath } from 'node:url';
import { installIn } from '../../scripts/install.mjs';

/** A vitest global set-up: installs React Native and Expo where they are not installed yet. */
export default function setup(): void {
  installIn(fileURLToPath(new URL('app', import.meta.url)));
}
