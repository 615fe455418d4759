/**
 * One value for the whole process. Next.js bundles each route separately, so a module's variable may exist several times.
 * A database in a folder, and the handler's memory of the last seconds, must exist only once.
 */
export function once<Value>(name: string, make: () => Value): Value {
  const key = Symbol.for(`relink-example/${name}`);
  const known = Reflect.get(globalThis, key) as Value | undefined;
  if (known !== undefined) return known;
  const made = make();
  Reflect.set(globalThis, key, made);
  // The next caller tries again after a failure, such as an unreachable database.
  if (made instanceof Promise) made.catch(() => Reflect.deleteProperty(globalThis, key));
  return made;
}
