import { useRef, useState } from 'react';
import { useItemHealth } from 'react-plaid-relink';
import type { FakePlaid } from 'react-plaid-relink/testing';
import type { Log } from './log';

interface PlaygroundActionsProps {
  plaid: FakePlaid;
  itemId: string;
  /** Whether the component on the stage has asked how the Item is, and is to hear of a change. */
  asks: boolean;
  log: Log;
  /** Plays the user's part. */
  play(): Promise<void>;
}

/** What a designer can make happen. */
export function PlaygroundActions({ plaid, itemId, asks, log, play }: PlaygroundActionsProps) {
  const { refresh } = useItemHealth(asks ? itemId : null);
  const isPlaying = useRef(false);
  const [isBusy, setIsBusy] = useState(false);

  // As an app does that hears of it from Plaid's webhook; by itself a notice looks when the user comes back to the page.
  const hear = async (): Promise<void> => {
    if (asks) await refresh();
  };
  const breakIt = (): Promise<void> => {
    plaid.breakItem(itemId);
    return hear();
  };
  const repairIt = (): Promise<void> => {
    plaid.repairItem(itemId);
    return hear();
  };
  const showMe = async (): Promise<void> => {
    if (isPlaying.current) return;
    isPlaying.current = true;
    setIsBusy(true);
    try {
      // What was repaired by the last one has no button.
      await breakIt();
      await play();
    } catch (thrown) {
      log.add('result', thrown instanceof Error ? thrown.message : String(thrown));
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
      <button type="button" onClick={() => void repairIt()}>
        Repair it elsewhere
      </button>
      <button type="button" onClick={() => void breakIt()}>
        Break it again
      </button>
      <button type="button" onClick={() => log.clear()}>
        Clear the list
      </button>
    </div>
  );
}
