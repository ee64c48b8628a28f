/**
 * The layout of parallel coordinates; pure. Numbers have a linear scale, other values are listed one below the other.
 */
import { scaleLinear, scalePoint } from 'd3-scale';

export interface ParallelAxis {
  id: string;
  title: string;
  /** Formats numbers; other values are shown as they are. */
  show?: (value: number) => string;
}

export interface ParallelLine {
  id: string;
  label: string;
  /** CSS colour. */
  colour: string;
  /** By the axis's id; a missing value interrupts the line. */
  values: ReadonlyMap<string, number | string>;
}

export interface PlacedAxis extends ParallelAxis {
  x: number;
  ticks: { y: number; text: string }[];
  /** Whether the ticks are the ends of a numeric scale; otherwise each tick names a value. */
  ends: boolean;
  /** Null if the line has no value here. */
  y: (value: number | string | undefined) => number | null;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Axes from left to right with their scales: numeric if every line's value is a number. */
export function placeAxes(
  axes: readonly ParallelAxis[],
  lines: readonly ParallelLine[],
  { left, right, top, bottom }: Box,
): PlacedAxis[] {
  const across = scalePoint(
    axes.map(({ id }) => id),
    [left, right],
  );
  return axes.map((axis) => {
    const x = across(axis.id) ?? left;
    const values = lines.flatMap((line) => {
      const value = line.values.get(axis.id);
      return value === undefined ? [] : [value];
    });
    const numbers = values.filter((value) => typeof value === 'number');
    if (values.length > 0 && numbers.length === values.length)
      return { ...axis, x, ...numeric(numbers, axis.show ?? String, top, bottom) };
    return { ...axis, x, ...named(values.map(String), top, bottom) };
  });
}

type Scale = Pick<PlacedAxis, 'ticks' | 'ends' | 'y'>;

function numeric(
  values: readonly number[],
  show: (value: number) => string,
  top: number,
  bottom: number,
): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  // constant values are in the middle
  const place = low === high ? () => (top + bottom) / 2 : scaleLinear([low, high], [bottom, top]);
  const ends = low === high ? [low] : [low, high];
  return {
    ticks: ends.map((value) => ({ y: place(value), text: show(value) })),
    ends: ends.length > 1,
    y: (value) => (typeof value === 'number' ? place(value) : null),
  };
}

function named(values: readonly string[], top: number, bottom: number): Scale {
  const names = [...new Set(values)];
  const place = scalePoint(names, [top, bottom]);
  return {
    ticks: names.map((text) => ({ y: place(text) ?? top, text })),
    ends: false,
    y: (value) => (value === undefined ? null : (place(String(value)) ?? null)),
  };
}

/** An SVG path over the axes on which the line has a value, with gaps at the others. */
export function parallelPath(line: ParallelLine, axes: readonly PlacedAxis[]): string {
  let path = '';
  let joined = false;
  for (const axis of axes) {
    const y = axis.y(line.values.get(axis.id));
    if (y !== null) path += `${joined ? 'L' : 'M'}${axis.x},${y}`;
    joined = y !== null;
  }
  return path;
}
