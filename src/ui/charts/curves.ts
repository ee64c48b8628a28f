/**
 * Computations for curves before anything is drawn: which values they span, which can be read, which are drawn. Pure.
 */
import { niceDomain, type Domain } from './axis-scale';

export interface Point {
  x: number;
  y: number;
}

export interface Series {
  id: string;
  label: string;
  /** CSS colour. */
  colour: string;
  /** In ascending order of x. */
  points: readonly Point[];
  /** A thin line behind the others, without a label; it is cut off if it is far above them. */
  fine?: boolean;
  dashed?: boolean;
  /** Single points instead of a line. */
  dots?: boolean;
}

/** Share of a fine line's values that must fit on the chart. */
const FINE_SHARE = 0.98;

/**
 * From 0 (or from the smallest value if `tight`) to the largest value of the labelled lines and to nearly all values of
 * the fine ones, widened to round numbers.
 * @param levels values that must fit too
 */
export function valueDomain(
  series: readonly Series[],
  tight = false,
  levels: readonly number[] = [],
): Domain {
  let low = tight ? Infinity : 0;
  let high = Math.max(0, ...levels);
  for (const { points, fine } of series) {
    const values = points.map((point) => point.y).filter(Number.isFinite);
    if (tight) for (const value of values) low = Math.min(low, value);
    if (fine) high = Math.max(high, quantile(values, FINE_SHARE));
    else for (const value of values) high = Math.max(high, value);
  }
  return niceDomain([Number.isFinite(low) ? low : 0, high || 1]);
}

/** The smallest value that is at least as large as a share `share` of the values; 0 if there are none. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

/** CSS pixels: within this width, a thin line that goes up and down looks like a filled column. */
const COLUMN = 2;

/**
 * The points of a line that can be distinguished on `width` pixels: the smallest and largest value of each narrow
 * column, so that every peak stays visible, and the first value that is not finite, where the line breaks. A column
 * keeps its points once the line has passed it, so nothing already drawn moves.
 */
export function drawnPoints(points: readonly Point[], [low, high]: Domain, width: number): readonly Point[] {
  const columns = width / COLUMN;
  if (points.length <= 2 * columns || !(high > low)) return points;
  const columnOf = ({ x }: Point) => Math.floor(((x - low) / (high - low)) * columns);
  const drawn: Point[] = [];
  for (let from = 0; from < points.length;) {
    const column = columnOf(points[from]);
    let to = from + 1;
    while (to < points.length && columnOf(points[to]) === column) to++;
    drawn.push(...extremes(points, from, to));
    from = to;
  }
  const last = points[points.length - 1];
  if (drawn[drawn.length - 1] !== last) drawn.push(last);
  return drawn;
}

/** The smallest, largest and first non-finite point of `points[from..to)`, in order. */
function extremes(points: readonly Point[], from: number, to: number): Point[] {
  let least = -1;
  let most = -1;
  let broken = -1;
  for (let at = from; at < to; at++) {
    const { y } = points[at];
    if (!Number.isFinite(y)) {
      if (broken < 0) broken = at;
      continue;
    }
    if (least < 0 || y < points[least].y) least = at;
    if (most < 0 || y > points[most].y) most = at;
  }
  const kept = new Set([least, most, broken].filter((at) => at >= 0));
  return [...kept].sort((a, b) => a - b).map((at) => points[at]);
}

/** Every x at which a labelled series has a value, in ascending order, without repeats. */
export function stops(series: readonly Series[]): number[] {
  const all = series.filter((one) => !one.fine).flatMap((one) => one.points.map((point) => point.x));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** The series' value at x; null if it has none. */
export function valueAt({ points }: Series, x: number): number | null {
  let low = 0;
  let high = points.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (points[middle].x === x) return points[middle].y;
    if (points[middle].x < x) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** The stop nearest to x. `list` is not empty. */
export function nearest(list: readonly number[], x: number): number {
  return list.reduce((best, stop) => (Math.abs(stop - x) < Math.abs(best - x) ? stop : best), list[0]);
}
