const { TestEnvironment } = require('jest-environment-jsdom');

/** jsdom has no fetch. Node's fetch also needs Node's own signals, streams and encoders. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, {
      fetch,
      Request,
      Response,
      Headers,
      AbortController,
      AbortSignal,
      ReadableStream,
      TextEncoder,
      TextDecoder,
    });
  }
};
