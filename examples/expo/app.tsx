import { StatusBar } from 'expo-status-bar';
import { ScrollView } from 'react-native';
import { RelinkProvider } from 'react-plaid-relink/native';
import { authorization, GATEWAY, ITEMS } from './backend';
import { Connection } from './connection';

export function App() {
  return (
    <RelinkProvider
      gateway={GATEWAY}
      headers={authorization}
      onError={({ code, itemId, message }) => console.warn(code, itemId, message)}
    >
      <ScrollView contentContainerStyle={{ paddingTop: 64 }}>
        {ITEMS.map((itemId) => (
          <Connection key={itemId} itemId={itemId} />
        ))}
      </ScrollView>
      <StatusBar style="auto" />
    </RelinkProvider>
  );
}
