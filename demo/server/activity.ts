/** One event behind the page. */
export interface Activity {
  from: 'backend' | 'plaid';
  what: string;
  status: number;
}

export interface ActivityLog {
  add(activity: Activity): void;
  onActivity(listener: (activity: Activity) => void): () => void;
}

export function createActivityLog(): ActivityLog {
  const listeners = new Set<(activity: Activity) => void>();
  return {
    add(activity) {
      for (const listener of [...listeners]) listener(activity);
    },
    onActivity(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Answer = { status?: number };
type Method = (...args: unknown[]) => Promise<Answer>;

/** The same client, which also logs each call's name and status. No token or key is in the log. */
export function watchPlaid<Client extends object>(client: Client, log: ActivityLog): Client {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || typeof name !== 'string') return member;
      const method = member as Method;
      return async (...args: unknown[]): Promise<Answer> => {
        const note = (status: number): void => log.add({ from: 'plaid', what: name, status });
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
