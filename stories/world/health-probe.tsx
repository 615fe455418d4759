import { useEffect } from 'react';
import { useItemHealth, type ItemHealth } from 'react-plaid-relink';

interface HealthProbeProps {
  itemId: string;
  onHealth(state: ItemHealth['state']): void;
}

/**
 * A component that renders nothing for a healthy Item gives a play function nothing to wait for. This one renders nothing
 * either, but tells when the health has arrived. All hooks of an Item get it at the same time.
 */
export function HealthProbe({ itemId, onHealth }: HealthProbeProps) {
  const { health } = useItemHealth(itemId);
  useEffect(() => {
    if (health) onHealth(health.state);
  }, [health, onHealth]);
  return null;
}
