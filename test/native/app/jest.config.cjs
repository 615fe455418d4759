module.exports = {
  preset: '@react-native/jest-preset',
  // React Native publishes Flow, and Expo and the SDK publish modules.
  transformIgnorePatterns: [
    'node_modules/(?!(?:jest-)?react-native|@react-native|expo|@expo|react-native-plaid-link-sdk)',
  ],
  // The first test waits for Jest to transform React Native, which a busy machine does slowly.
  testTimeout: 60_000,
  fakeTimers: { enableGlobally: true },
  setupFiles: ['<rootDir>/react-native-globals.cjs'],
};
