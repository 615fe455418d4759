import { useItemHealth } from 'react-plaid-relink';
import { RepairChip } from '../snippets/custom';
import { useDemo, useItems } from './demo-context';

/** A UI of the app's own, in one line of a settings page. */
export function CustomScene() {
  const [item] = useItems('custom');
  const { texts, onRepaired } = useDemo();
  const { health } = useItemHealth(item?.itemId);
  if (!item) return null;
  const isBroken = health?.state !== 'healthy';
  return (
    <>
      <h2>{texts.connections}</h2>
      <section className="import" data-item={item.itemId} data-health={health?.state ?? 'loading'}>
        <div>
          <h3>{item.bank}</h3>
          <p role="status">{isBroken ? texts.importStopped : texts.importWorks}</p>
        </div>
        {isBroken && <RepairChip itemId={item.itemId} label={texts.repair} refetch={onRepaired} />}
      </section>
    </>
  );
}
