/** Where everything of a line chart stands, in pixels; pure, so that it can be reasoned about without a page. */
import { atShare, linear, niceDomain, spread, type Domain } from './scale';

export interface Point {
  x: number;
  y: number;
}

export interface Series {
  id: string;
  label: string;
  /** CSS colour. */
  colour: string;
  /** By rising x. */
  points: readonly Point[];
  /** A thin line behind the others, without a label; it may be cut where it lies far above them. */
  fine?: boolean;
  dashed?: boolean;
  /** Single points in place of a line. */
  dots?: boolean;
}

export interface Size {
  width: number;
  height: number;
}

export interface Layout {
  left: number;
  right: number;
  top: number;
  bottom: number;
  yDomain: Domain;
  x: (value: number) => number;
  y: (value: number) => number;
  /** Top-to-bottom place of each labelled series' label, by its id. */
  labels: ReadonlyMap<string, number>;
}

const TOP = 10;
const BOTTOM = 22;
const LEFT = 48;
const LABEL_GAP = 16;
export const Y_TICKS = 4;

/**
 * Values to the greatest of the labelled lines, and to where nearly all of the fine ones lie; from 0, or from the
 * least where `tight`.
 */
export function valueDomain(series: readonly Series[], tight = false): Domain {
  let low = tight ? Infinity : 0;
  let high = 0;
  for (const one of series) {
    const values = one.points.map((point) => point.y).filter(Number.isFinite);
    if (tight) for (const value of values) low = Math.min(low, value);
    if (one.fine) high = Math.max(high, atShare(values, 0.98));
    else for (const value of values) high = Math.max(high, value);
  }
  return niceDomain([Number.isFinite(low) ? low : 0, high || 1], Y_TICKS);
}

export function layOut(
  { width, height }: Size,
  series: readonly Series[],
  xDomain: Domain,
  yDomain: Domain,
  gutter: number,
): Layout {
  const left = LEFT;
  const right = Math.max(left + 40, width - gutter);
  const bottom = height - BOTTOM;
  const x = linear(xDomain, [left, right]);
  const y = linear(yDomain, [bottom, TOP]);
  const labelled = series.filter((one) => !one.fine && one.points.length > 0);
  const places = spread(
    labelled.map((one) => y(clamp(one.points[one.points.length - 1].y, yDomain))),
    LABEL_GAP,
    [TOP + 2, bottom],
  );
  return {
    left,
    right,
    top: TOP,
    bottom,
    yDomain,
    x,
    y,
    labels: new Map(labelled.map((one, index) => [one.id, places[index]])),
  };
}

function clamp(value: number, [low, high]: Domain): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : high;
}

/** Points that a line of some hundred pixels is drawn through; more would not be seen. */
const DRAWN_AT_MOST = 600;

/** Evenly many of the points, the last one among them. */
export function thinned(points: readonly Point[], most = DRAWN_AT_MOST): readonly Point[] {
  if (points.length <= most) return points;
  const stride = Math.ceil(points.length / most);
  // counted from the end, so that the newest point is there and the others keep their places
  const first = (points.length - 1) % stride;
  return points.filter((_, index) => index % stride === first);
}

/** An SVG path through the points; it breaks where a value is not a number. */
export function linePath(points: readonly Point[], { x, y }: Pick<Layout, 'x' | 'y'>): string {
  let path = '';
  let pen = 'M';
  for (const point of thinned(points)) {
    if (!Number.isFinite(point.y)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`;
    pen = 'L';
  }
  return path;
}

/** Two rising lists as one, without repeats. */
function merged(one: readonly number[], other: readonly number[]): number[] {
  const all: number[] = [];
  for (let i = 0, j = 0; i < one.length || j < other.length;) {
    const next = j >= other.length || (i < one.length && one[i] <= other[j]) ? one[i++] : other[j++];
    if (next !== all[all.length - 1]) all.push(next);
  }
  return all;
}

/** Every x at which a labelled series has a value, rising. */
export function stops(series: readonly Series[]): number[] {
  return series
    .filter((one) => !one.fine)
    .map((one) => one.points.map((point) => point.x))
    .reduce<number[]>(merged, []);
}

/** The series' value at x; null where it has none there. */
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

/** The stop nearest to x. `list` rises and is not empty. */
export function nearest(list: readonly number[], x: number): number {
  return list.reduce((best, stop) => (Math.abs(stop - x) < Math.abs(best - x) ? stop : best), list[0]);
}
