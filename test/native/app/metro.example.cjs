/** The example, copied beside this app's packages, with Expo's own settings. */
const { join } = require('node:path');
const { getDefaultConfig } = require('expo/metro-config');

const config = getDefaultConfig(join(__dirname, 'example-copy'));
module.exports = { ...config, watchFolders: [__dirname] };
