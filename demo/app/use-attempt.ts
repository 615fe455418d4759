import { useState } from 'react';

/** For what a click asks of the backend: a failure is on the page, until the next click. */
export function useAttempt(): {
  problem: string | null;
  attempt(work: () => Promise<void>): void;
} {
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = (work: () => Promise<void>): void => {
    setProblem(null);
    work().catch((error: unknown) => setProblem((error as Error).message));
  };
  return { problem, attempt };
}
