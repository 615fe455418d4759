/** What an endpoint does in place of its usual answer. */
export interface FakeFault {
  /** The HTTP status. @default that of the error code */
  status?: number;
  /** Answers with Plaid's error object for this code. @default 'INTERNAL_SERVER_ERROR' */
  errorCode?: string;
  /** Answers with this body as it is, such as the HTML of a proxy. @default Plaid's error object */
  body?: string;
  /** Fails without an answer, like a lost connection. @default false */
  networkError?: boolean;
  /** Waits for this promise first. If nothing else is given, the endpoint then answers as usual. @default none */
  delay?: Promise<void>;
  /** For how many calls. @default 1 */
  times?: number;
}

export interface FaultQueue {
  add(path: string, fault: FakeFault): void;
  take(path: string): FakeFault | null;
}

export function createFaultQueue(): FaultQueue {
  const queues = new Map<string, FakeFault[]>();
  return {
    add(path, fault) {
      const copies = Array.from({ length: fault.times ?? 1 }, () => fault);
      queues.set(path, [...(queues.get(path) ?? []), ...copies]);
    },
    take: (path) => queues.get(path)?.shift() ?? null,
  };
}

/** True if the fault replaces the endpoint's answer. A fault that only delays it does not. */
export function isFailure({ status, errorCode, delay }: FakeFault): boolean {
  return delay === undefined || status !== undefined || errorCode !== undefined;
}
