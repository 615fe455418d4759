import { checked, type Check } from '../probe/check';
import { isLocal } from '../probe/is-local';

export const transportChecks: readonly Check[] = [
  {
    id: 'https',
    rule: 'R12',
    title: 'The gateway is served over HTTPS',
    why: 'A stranger on the network reads the session and the tokens.',
    fix: 'Serve it over HTTPS. Only a server on this machine may do without.',
    run({ url }) {
      return checked(
        new URL(url).protocol === 'https:' || isLocal(url) ? [] : ['the URL begins with http:'],
      );
    },
  },
];
