/** Before each test file: the globals that React Native has on a device, in place of Node's, which can more. */
const { AbortController, AbortSignal } = require('abort-controller');
const { URL, URLSearchParams } = require('react-native/Libraries/Blob/URL');

Object.assign(globalThis, { AbortController, AbortSignal, URL, URLSearchParams });
