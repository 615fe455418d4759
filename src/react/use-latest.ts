import { useCallback, useInsertionEffect, useRef } from 'react';

/**
 * A function with a stable identity that returns the value of the last commit, also after the component has unmounted.
 * An insertion effect runs before every layout effect, so no effect of a child sees an older value.
 */
export function useLatest<Value>(value: Value): () => Value {
  const ref = useRef(value);
  useInsertionEffect(() => {
    ref.current = value;
  });
  return useCallback(() => ref.current, []);
}
