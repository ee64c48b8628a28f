/** How many films have errors of each size; those to the right of the mark were predicted too high. */
import { useMemo } from 'react';
import type { HistogramBin } from '../../core/tasks/histogram';
import { format } from '../shared';
import { niceDomain, roundTicks, type Domain } from './axis-scale';
import { BarChart } from './BarChart';
import { Upright, type UprightMark } from './reference';

export interface HistogramProps {
  /** In ascending order, all equally wide. */
  bins: readonly HistogramBin[];
  /** Title of the value axis: "predicted − actual, points". */
  title: string;
  /** What is counted: "film". */
  noun: string;
  mark: UprightMark;
  /** CSS pixels. */
  height?: number;
}

const TICKS = 6;

export function Histogram({ bins, title, noun, mark, height }: HistogramProps) {
  const across = useMemo(
    () => axisOf(niceDomain([bins.at(0)?.from ?? 0, bins.at(-1)?.to ?? 1], TICKS)),
    [bins],
  );
  const upright = useMemo(
    () => axisOf(niceDomain([0, Math.max(1, ...bins.map(({ count }) => count))])),
    [bins],
  );
  const parts = useMemo(
    () =>
      bins.map(({ from, to, count }) => ({
        from,
        to,
        value: count,
        readOut: `${format.fixed(from, 2)} to ${format.fixed(to, 2)}: ${format.counted(count, noun)}`,
      })),
    [bins, noun],
  );
  return (
    <BarChart parts={parts} across={{ ...across, title }} upright={upright} height={height}>
      <Upright mark={mark} row={0} />
    </BarChart>
  );
}

function axisOf(domain: Domain) {
  return { domain, ticks: roundTicks(domain, TICKS), show: String };
}
