const { TestEnvironment } = require('jest-environment-jsdom');

/** jsdom brings no fetch; Node's needs its own signals, streams and encoders beside it. */
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
