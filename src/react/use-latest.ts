import { useCallback, useInsertionEffect, useRef } from 'react';

/**
 * A stable function that returns the newest committed value, also after the component is gone. An insertion effect
 * runs before every layout effect, so that no effect of a child sees an older value.
 */
export function useLatest<Value>(value: Value): () => Value {
  const ref = useRef(value);
  useInsertionEffect(() => {
    ref.current = value;
  });
  return useCallback(() => ref.current, []);
}
