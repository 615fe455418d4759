import { useEffect } from 'react';
import { useItemHealth, type ItemHealth } from 'react-plaid-relink';

interface HealthProbeProps {
  itemId: string;
  onHealth(state: ItemHealth['state']): void;
}

/**
 * A component that shows nothing of a healthy Item gives a play function nothing to wait for. This one shows nothing
 * either, and tells when the health has come: hooks of one Item hear of it together.
 */
export function HealthProbe({ itemId, onHealth }: HealthProbeProps) {
  const { health } = useItemHealth(itemId);
  useEffect(() => {
    if (health) onHealth(health.state);
  }, [health, onHealth]);
  return null;
}
