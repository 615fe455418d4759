/**
 * Maps values in their order, `lanes` of them at a time.
 *
 * @throws what `map` throws first; no further value is begun then
 */
export async function mapInLanes<Value, Result>(
  values: readonly Value[],
  lanes: number,
  map: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = values.entries();
  let hasFailed = false;
  async function runLane(): Promise<void> {
    for (const [index, value] of left) {
      if (hasFailed) return;
      try {
        results[index] = await map(value);
      } catch (thrown) {
        hasFailed = true;
        throw thrown;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, values.length) }, runLane));
  return results;
}
