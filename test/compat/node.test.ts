import { expect, inject, it } from 'vitest';

it('Node has the version that this run is for', () => {
  expect(process.versions.node.split('.')[0]).toBe(inject('node'));
});
