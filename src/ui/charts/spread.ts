/**
 * Moves labels apart so that no two are nearer than `gap`, keeping each as near to its own position as possible.
 * @param places wanted positions; the result is in the same order.
 */
export function spread(
  places: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = Array.from(places.keys()).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  let floor = low;
  for (const index of order) {
    moved[index] = Math.max(places[index], floor);
    floor = moved[index] + gap;
  }
  let ceiling = high;
  for (const index of order.toReversed()) {
    moved[index] = Math.min(moved[index], ceiling);
    ceiling = moved[index] - gap;
  }
  return moved;
}
