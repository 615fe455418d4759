/**
 * One value for the whole process. Next.js bundles each route for itself, so a variable of a module may exist several
 * times; a database that is a folder, and what the handler knows of the last seconds, must not.
 */
export function once<Value>(name: string, make: () => Value): Value {
  const key = Symbol.for(`relink-example/${name}`);
  const known = Reflect.get(globalThis, key) as Value | undefined;
  if (known !== undefined) return known;
  const made = make();
  Reflect.set(globalThis, key, made);
  // What failed, such as to reach the database, is tried again by whoever asks next.
  if (made instanceof Promise) made.catch(() => Reflect.deleteProperty(globalThis, key));
  return made;
}
