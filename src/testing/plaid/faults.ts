/** What an endpoint does instead of its work. */
export interface FakeFault {
  /** Answer with this HTTP status. @default the error code's own */
  status?: number;
  /** Answer with Plaid's error object for this code. @default 'INTERNAL_SERVER_ERROR' */
  errorCode?: string;
  /** Answer with this body as it is, such as HTML of a proxy. */
  body?: string;
  /** Fail without any answer, as a dropped connection does. */
  networkError?: boolean;
  /** Wait for this before going on; with nothing else given, the endpoint then does its work. */
  delay?: Promise<void>;
  /** How many calls it is for. @default 1 */
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

/** Whether the fault replaces the endpoint's answer. One that only says to wait does not. */
export function isFailure({ status, errorCode, delay }: FakeFault): boolean {
  return delay === undefined || status !== undefined || errorCode !== undefined;
}
