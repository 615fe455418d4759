import { useState } from 'react';

/** Sends a click's request to the backend. A failure stays on the page until the next click. */
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
