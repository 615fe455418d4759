/**
 * A value of which the page has one, and not one per copy of this package: two bundles find it under a registered
 * symbol. The returned function creates the value at its first call.
 */
export function pageGlobal<Value>(name: string, create: () => Value): () => Value {
  const key = Symbol.for(`react-plaid-relink/${name}`);
  return () => {
    const known = Reflect.get(globalThis, key) as Value | undefined;
    if (known !== undefined) return known;
    const created = create();
    Reflect.set(globalThis, key, created);
    return created;
  };
}
