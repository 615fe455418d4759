import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTypes, RESOLUTIONS } from '../support/check-types';
import { createConsumer, type Consumer } from '../support/consumer';

describe('the types of the tarball', () => {
  let app: Consumer;
  beforeAll(async () => {
    app = await createConsumer();
  });
  afterAll(() => app.remove());

  it.each(RESOLUTIONS)(
    'the tarball’s types accept right code and refuse wrong code, found by $name',
    async (way) => {
      expect(await checkTypes(app, way)).toBe('');
    },
  );
});
