module.exports = {
  preset: '@react-native/jest-preset',
  // React Native publishes Flow, and Expo and the SDK publish modules.
  transformIgnorePatterns: [
    'node_modules/(?!(?:jest-)?react-native|@react-native|expo|@expo|react-native-plaid-link-sdk)',
  ],
  fakeTimers: { enableGlobally: true },
  setupFiles: ['<rootDir>/react-native-globals.cjs'],
};
