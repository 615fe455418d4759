import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port';
import { startServerProcess, type ServerProcess } from './server-process';

/** One of the backends of examples/backends. */
export interface Backend {
  /** Its language, and what serves it. */
  name: string;
  /** Below examples/backends. */
  folder: string;
  /** What Debian calls its toolchain. */
  packages: string;
  /** Whether this machine has the toolchain. */
  isThere(): boolean;
  /**
   * The command that starts it. Compiles it before, where the language asks for that.
   *
   * @param folder where its source is
   * @param scratch an empty folder, for all that a compiler or the backend writes
   */
  prepare(folder: string, scratch: string): { command: string; args: string[] };
}

export interface BackendProcess extends ServerProcess {
  /** What the backend wrote is here, if it writes anything. It is removed with the process. */
  scratch: string;
  /** Starts the same program once more, without compiling it again, and with its own environment. Stop it yourself. */
  startBeside(env: Readonly<Record<string, string>>): Promise<ServerProcess>;
}

const FOLDER = fileURLToPath(new URL('../../examples/backends', import.meta.url));

/** Starts a backend by its own command on a free port, and waits until it takes connections. */
export async function startBackend(
  { folder, prepare }: Backend,
  env: Readonly<Record<string, string>>,
): Promise<BackendProcess> {
  const cwd = join(FOLDER, folder);
  const scratch = await mkdtemp(join(tmpdir(), `relink-${folder}-`));
  const remove = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  try {
    const command = prepare(cwd, scratch);
    const start = async (
      own: Readonly<Record<string, string>>,
      database: string,
    ): Promise<ServerProcess> => {
      const port = await freePort();
      // Nothing of this process' environment but what a program needs to run at all.
      const { PATH = '', JAVA_HOME } = process.env;
      return startServerProcess(
        {
          ...command,
          cwd,
          env: {
            PATH,
            ...(JAVA_HOME !== undefined && { JAVA_HOME }),
            HOME: scratch,
            PORT: String(port),
            DATABASE: join(scratch, database),
            ...own,
          },
        },
        port,
      );
    };
    const server = await start(env, 'items.db');
    return {
      ...server,
      scratch,
      startBeside: (own) => start(own, 'beside.db'),
      async stop() {
        await server.stop();
        await remove();
      },
    };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}
