import fc from 'fast-check';

/** One kind of step of a random history: how often it comes, what it is called, and what may vary in it. */
export function step<const Type extends string, Fields extends object = object>(
  weight: number,
  type: Type,
  fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> } = {} as never,
): fc.WeightedArbitrary<{ type: Type } & Fields> {
  const arbitrary = fc.record({ type: fc.constant(type), ...fields });
  return { weight, arbitrary: arbitrary as unknown as fc.Arbitrary<{ type: Type } & Fields> };
}
