import { useRef, useState } from 'react';
import { CopyButton } from '../world/copy-button';
import type { Log } from './log';

interface PlaygroundActionsProps {
  log: Log;
  breakIt(): void;
  repairIt(): void;
  /** Plays the user's part. */
  play(): Promise<void>;
  isSlow: boolean;
  setIsSlow(isSlow: boolean): void;
  /** The address of this setup. */
  link(): string;
}

/** The actions that a designer can start. */
export function PlaygroundActions({
  log,
  breakIt,
  repairIt,
  play,
  isSlow,
  setIsSlow,
  link,
}: PlaygroundActionsProps) {
  const isPlaying = useRef(false);
  const [isBusy, setIsBusy] = useState(false);

  const showMe = async (): Promise<void> => {
    if (isPlaying.current) return;
    isPlaying.current = true;
    setIsBusy(true);
    breakIt();
    try {
      await play();
    } catch (thrown) {
      // If the component has failed, that failure is the result: no Link opened, so the scenario could not continue.
      if (!hasFailed(log)) {
        log.add('result', thrown instanceof Error ? thrown.message : String(thrown));
      }
    } finally {
      isPlaying.current = false;
      setIsBusy(false);
    }
  };
  return (
    <div className="playground-actions">
      <button type="button" aria-disabled={isBusy} onClick={() => void showMe()}>
        Show me
      </button>
      <button type="button" onClick={repairIt}>
        Repair it elsewhere
      </button>
      <button type="button" onClick={breakIt}>
        Break it again
      </button>
      <button type="button" onClick={() => log.clear()}>
        Clear the list
      </button>
      <button type="button" aria-pressed={isSlow} onClick={() => setIsSlow(!isSlow)}>
        Slow it down ×5
      </button>
      <CopyButton label="Copy link to this setup" text={link} />
    </div>
  );
}

/** Since the Item broke. Older failures explain nothing. */
function hasFailed(log: Log): boolean {
  const turns = log.entries().filter(({ kind }) => kind === 'status' || kind === 'item');
  return turns.at(-1)?.text === 'failed';
}
