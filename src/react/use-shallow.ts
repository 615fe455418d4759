import { useState } from 'react';

/** The same object until one of its fields has another value. The names of the fields do not change. */
export function useShallow<Value extends object>(value: Value): Value {
  const [kept, setKept] = useState(value);
  const names = Object.keys(value) as (keyof Value)[];
  if (names.every((name) => Object.is(kept[name], value[name]))) return kept;
  setKept(value);
  return value;
}
