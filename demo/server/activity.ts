import type { Channel } from './channel';

/** One event behind the page. */
export interface Activity {
  from: 'backend' | 'plaid' | 'webhook';
  what: string;
  status: number;
  /** How long the answer took. */
  ms: number;
}

type Answer = { status?: number };
type Method = (...args: unknown[]) => Promise<Answer>;

/** The same client, which also logs each call's name and status. No token or key is in the log. */
export function watchPlaid<Client extends object>(client: Client, log: Channel<Activity>): Client {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || typeof name !== 'string') return member;
      const method = member as Method;
      return async (...args: unknown[]): Promise<Answer> => {
        const since = Date.now();
        const note = (status: number): void =>
          log.send({ from: 'plaid', what: name, status, ms: Date.now() - since });
        try {
          const answer = await method.apply(target, args);
          note(answer.status ?? 200);
          return answer;
        } catch (error) {
          note((error as { response?: Answer }).response?.status ?? 0);
          throw error;
        }
      };
    },
  });
}
