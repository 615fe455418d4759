import { AppRegistry, Button, Text, View } from 'react-native';
import { RelinkProvider, useItemHealth, useRelink } from 'react-plaid-relink/native';

function Bank({ itemId }: { itemId: string }) {
  const { health } = useItemHealth(itemId);
  const { status, error, open } = useRelink(itemId);
  return (
    <View>
      <Text>{error?.displayMessage ?? health?.state ?? status}</Text>
      <Button title="Reconnect" onPress={() => void open()} />
    </View>
  );
}

function App() {
  return (
    <RelinkProvider gateway="https://api.example.com/api/plaid">
      <Bank itemId="item-1" />
    </RelinkProvider>
  );
}

AppRegistry.registerComponent('relink', () => App);
