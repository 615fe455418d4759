import { checked, type Check } from '../probe/check';

export const transportChecks: readonly Check[] = [
  {
    id: 'https',
    rule: 'R12',
    title: 'The gateway is served over HTTPS',
    why: 'A stranger on the network reads the session and the tokens.',
    fix: 'Serve it over HTTPS. Only a server on this machine may do without.',
    run({ url }) {
      const { protocol, hostname } = new URL(url);
      const isLocal = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
      return checked(protocol === 'https:' || isLocal ? [] : ['the URL begins with http:']);
    },
  },
];
