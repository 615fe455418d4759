/** One command of `npx react-plaid-relink`. */
export interface Command {
  /** Printed by `--help`, and after a usage error. */
  usage: string;
  /**
   * @param args those after the command's name
   * @returns the exit status
   * @throws UsageError
   */
  run(args: string[]): Promise<number>;
}

/** The command was called with wrong arguments. Its message contains no value of an option: it may be a secret. */
export class UsageError extends Error {}

/** Calls Node's `parseArgs`. @throws UsageError */
export function parsed<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    // Its message names the option, and no value.
    throw new UsageError(error instanceof Error ? error.message : 'The options are wrong.');
  }
}
