import {
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { browserEnvironment as env } from '../../browser/environment';
import { invalidOptions } from '../../core/errors/early-errors';
import { healthSourceOf } from '../../core/client/health-source-of';
import type { RelinkOptions } from '../../core/client/session-types';
import type { ItemHealth } from '../../core/types';
import { RelinkContext } from '../../react/context';
import { clientOf } from '../../react/client-of';
import { useIsHydrated } from '../../react/use-is-hydrated';
import { useLatest } from '../../react/use-latest';
import { useShallow } from '../../react/use-shallow';
import { splitProps } from '../dom/props';
import { topicOf } from '../notice/notice-topic';
import { deriveList, type DerivedList } from './state/derive-list';
import type { ListState } from './state/list-entry';
import { initialList, workingSiblings, type ListEvent } from './state/list-state';
import { createListStore } from './state/list-store';
import type { RelinkListProps } from './relink-list-props';
import { rowUpdate, type RowUpdate } from './state/row-update';
import { useRowCallbacks, type RowCallbacks } from './use-row-callbacks';

interface UseListReturn {
  state: ListState;
  list: DerivedList;
  /** Whether the end of the list has been read: it is hidden until something is to be done again. */
  isClosed: boolean;
  /** The options of each row's session. They keep their identity while the app's say the same. */
  options: RelinkOptions;
  /** Each keeps its identity. */
  callbacks: RowCallbacks;
  events: ListEvents;
}

/** What can happen to a list. Each but `touch` keeps its identity, so that no row renders for it. */
interface ListEvents {
  /** The user has pointed at the list, or moved the focus into it. */
  touch(): void;
  update(itemId: string, update: RowUpdate): void;
  /** Whether the row of the Item has ever had something to say. */
  hadNotice(itemId: string): boolean;
  skip(itemId: string): void;
  /** The user has asked again about one of several Items whose checks failed alike. */
  checkOthers(itemId: string): void;
  chooseDuplicate(itemId: string): void;
  /** The end has been read. */
  close(): void;
}

export function useList(props: RelinkListProps): UseListReturn {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name still works.
  const { itemIds, onNewLink, onConnectAgain = onNewLink, onDuplicate, onSkip, onDone } = props;
  const { newAccounts = false } = props;
  assertIds(itemIds);
  const isHydrated = useIsHydrated();
  const source = healthSourceOf(clientOf(useContext(RelinkContext)), env);
  const updateOf = (health: ItemHealth): RowUpdate =>
    rowUpdate(topicOf(health, newAccounts) ?? 'healthy', health, {
      canConnectAgain: onConnectAgain !== undefined,
      canRemoveDuplicate: onDuplicate !== undefined,
    });
  const [store] = useState(() =>
    createListStore(
      initialList(itemIds, (itemId) => {
        const health = source.initial(itemId, isHydrated);
        return health && updateOf(health);
      }),
    ),
  );
  const [state, setState] = useState(store.read);
  const dispatch = useCallback(
    (event: ListEvent): void => {
      store.push(event);
      setState(store.read);
    },
    [store],
  );
  const list = useMemo(() => deriveList(state, itemIds), [state, itemIds]);
  const latest = useLatest({ state, list, updateOf, onSkip, onDone, onDuplicate });
  /** The list is not done before the answer, which may show that the Item needs the user. */
  const recheck = useCallback(
    async (itemId: string): Promise<void> => {
      dispatch({ type: 'recheck', itemId, isUnderWay: true });
      source.reload(itemId);
      try {
        const health = await source.fetch(itemId);
        // Here too, since the row reports it only after its next render.
        dispatch({ type: 'updated', itemId, update: latest().updateOf(health) });
      } catch {
        // The provider's onError has heard of it, and what was known of the Item stays.
      } finally {
        dispatch({ type: 'recheck', itemId, isUnderWay: false });
      }
    },
    [source, latest, dispatch],
  );

  const callbacks = useRowCallbacks({ ...props, onConnectAgain });
  const { onRelinked, onError } = callbacks;
  const given = useShallow({ ...splitProps(props).options, onRelinked, onError });
  const options = useMemo(
    (): RelinkOptions => ({
      ...given,
      onRelinked: (result) => {
        dispatch({ type: 'updated', itemId: result.itemId, update: { topic: 'repaired' } });
        // The relink may have broken an Item with the same login.
        for (const other of workingSiblings(latest().state, result.itemId)) void recheck(other);
        onRelinked?.(result);
      },
    }),
    [given, onRelinked, latest, recheck, dispatch],
  );
  const update = useCallback(
    (itemId: string, update: RowUpdate) => {
      const isFirst = store.push({ type: 'updated', itemId, update });
      // A repair has removed a focused button, so it renders at once. Other updates may come by the hundred.
      if (update.topic === 'repaired') setState(store.read);
      else if (isFirst) startTransition(() => setState(store.read));
    },
    [store],
  );
  const checkOthers = useCallback(
    (itemId: string): void => {
      const alike = latest().list.failedAlike.get(itemId) ?? [];
      for (const other of alike) if (other !== itemId) source.reload(other);
    },
    [latest, source],
  );
  const chooseDuplicate = useCallback(
    (itemId: string): void => {
      const { state, list, onDuplicate } = latest();
      const login = list.logins.find(({ otherIds }) => otherIds.includes(itemId));
      onDuplicate?.(itemId, login?.keptId ?? workingSiblings(state, itemId)[0] ?? null);
    },
    [latest],
  );
  const skip = useCallback(
    (itemId: string): void => {
      dispatch({ type: 'skipped', itemId });
      latest().onSkip?.(itemId);
    },
    [latest, dispatch],
  );
  const touch = (): void => {
    // Once: an event renders whatever has happened by then, and may so be ahead of what the app has set at the same time.
    if (!state.pinnedOrder) dispatch({ type: 'touched', itemIds });
  };

  const { isDone } = list;
  const [isClosed, setIsClosed] = useState(false);
  if (isClosed && !isDone) setIsClosed(false);
  const close = useCallback(() => setIsClosed(true), []);
  const wasDone = useRef(false);
  useEffect(() => {
    if (isDone && !wasDone.current) {
      const { onDone, list } = latest();
      const { repaired, left, unchecked, duplicates } = list.summary;
      onDone?.({
        repaired: [...repaired],
        left: [...left],
        unchecked: [...unchecked],
        duplicates: [...duplicates],
      });
    }
    wasDone.current = isDone;
  }, [isDone, latest]);

  return {
    state,
    list,
    isClosed,
    options,
    callbacks,
    events: {
      touch,
      update,
      hadNotice: store.hadNotice,
      skip,
      checkOthers,
      chooseDuplicate,
      close,
    },
  };
}

/** Rows in place of ids would be asked for as "[object Object]", and a text letter by letter. */
function assertIds(itemIds: unknown): void {
  if (Array.isArray(itemIds) && itemIds.every((id) => typeof id === 'string')) return;
  throw invalidOptions({
    message: '<RelinkList>: itemIds must be a list of ids, such as items.map(({ id }) => id).',
  });
}
