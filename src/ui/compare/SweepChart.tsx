/** Figures over the number of neighbours, in one chart; published values are dashed. */
import { useMemo } from 'react';
import { sweepTitle, type SweepLine } from '../../core/experiments/sweep-lines';
import { LineChart, type Series } from '../charts';
import type { Preset } from '../../core/presets';
import { format } from '../shared';
import { seriesColour } from './RunTable';

export function SweepChart({ lines, preset }: { lines: readonly SweepLine[]; preset: Preset }) {
  const series = useMemo(
    () => lines.flatMap((line, place) => seriesOf(line, place, preset)),
    [lines, preset],
  );
  const domain = useMemo(
    () => [0, Math.max(1, ...lines.flatMap(({ points }) => points.map(({ k }) => k)))] as const,
    [lines],
  );
  return (
    <LineChart
      title="Figures by number of neighbours"
      xTitle="k"
      series={series}
      xDomain={domain}
      show={show}
      height={300}
      gutter={244}
    />
  );
}

const show = (value: number) => format.percent(value, 1);

function seriesOf(line: SweepLine, place: number, preset: Preset): Series[] {
  const asPoints = (points: SweepLine['points']) => points.map(({ k, value }) => ({ x: k, y: value }));
  const own: Series = {
    id: line.metric,
    label: sweepTitle(line, preset),
    colour: seriesColour(place),
    points: asPoints(line.points),
  };
  if (line.published.length < 2) return [own];
  const published: Series = {
    ...own,
    id: `${line.metric} published`,
    label: `${own.label}, published`,
    points: asPoints(line.published),
    dashed: true,
  };
  return [own, published];
}
