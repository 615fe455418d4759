import { ActivityIndicator, Pressable, StyleSheet, Text, View } from 'react-native';
import { useItemHealth, useRelink, type ItemHealth } from 'react-plaid-relink/native';

/** A bank of the user's: how it is, and the button that repairs it. */
export function Connection({ itemId }: { itemId: string }) {
  const { health, error, isLoading, refresh } = useItemHealth(itemId);
  if (isLoading) return <ActivityIndicator />;
  return (
    <View style={styles.card}>
      <Text style={styles.name}>{health?.institutionName ?? 'Your bank'}</Text>
      {health && <Text>{TEXTS[health.state]}</Text>}
      {error && (
        <Pressable accessibilityRole="button" onPress={() => void refresh()}>
          <Text>{error.displayMessage} Tap to try again.</Text>
        </Pressable>
      )}
      {health && canRelink(health) && <Reconnect itemId={itemId} />}
    </View>
  );
}

function Reconnect({ itemId }: { itemId: string }) {
  const { status, error, prepare, open, cancel } = useRelink(itemId);
  const isBusy = status === 'opening' || status === 'open' || status === 'confirming';
  return (
    <>
      <Pressable
        accessibilityRole="button"
        accessibilityState={{ busy: isBusy, disabled: isBusy }}
        disabled={isBusy}
        style={[styles.button, isBusy && styles.busy]}
        onPressIn={prepare}
        onPress={() => void open()}
      >
        <Text style={styles.label}>{LABELS[status] ?? 'Reconnect'}</Text>
      </Pressable>
      {status === 'opening' && (
        <Pressable accessibilityRole="button" onPress={cancel}>
          <Text>Cancel</Text>
        </Pressable>
      )}
      {error && (
        <Text accessibilityLiveRegion="polite" style={styles.error}>
          {error.displayMessage}
        </Text>
      )}
    </>
  );
}

const LABELS: Partial<Record<ReturnType<typeof useRelink>['status'], string>> = {
  opening: 'Opening…',
  open: 'Opening…',
  confirming: 'Checking…',
  failed: 'Try again',
};

const TEXTS: Record<ItemHealth['state'], string> = {
  healthy: 'Connected.',
  needs_update: 'Sign in again to keep this connection.',
  expiring: 'This connection ends soon. Sign in to keep it.',
  revoked: 'This connection has ended.',
  unavailable: 'The bank does not answer right now.',
};

function canRelink({ remedy }: ItemHealth): boolean {
  return remedy === 'relink' || remedy === 'relink_with_accounts';
}

const styles = StyleSheet.create({
  card: { gap: 8, padding: 16 },
  name: { fontSize: 17, fontWeight: '600' },
  button: { alignItems: 'center', backgroundColor: '#0b57d0', borderRadius: 8, padding: 12 },
  busy: { opacity: 0.6 },
  label: { color: '#fff', fontWeight: '600' },
  error: { color: '#b3261e' },
});
