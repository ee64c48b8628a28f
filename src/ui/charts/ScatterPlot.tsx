/**
 * Predicted against actual values, one dot per film, with the line on which both are equal. The caller shows the same
 * data as a table.
 */
import { useMemo } from 'react';
import { ComposedChart, Line } from 'recharts';
import { AcrossAxis, TOP, ValueAxis } from './axes';
import { niceDomain, roundTicks, type Domain } from './axis-scale';
import charts from './charts.module.css';
import { Diagonal } from './Diagonal';
import { DotPath } from './DotPath';
import { Level } from './reference';
import { useTurn } from '../shared/InTurn';
import { useWidth } from './useWidth';

const MARGIN = { top: TOP, right: 12, bottom: 0, left: 0 };
const TICKS = 6;
/** With more dots than this they are drawn fainter. */
const MANY = 600;
const DIAMETER = 5;

export interface ScatterPlotProps {
  /** `[samples]`. */
  actual: ArrayLike<number>;
  predicted: ArrayLike<number>;
  /** A horizontal line at the prediction of the constant baseline. */
  baseline: { value: number; label: string };
  /** Of both axes: "points". */
  unit: string;
  /** CSS pixels. */
  height?: number;
}

export function ScatterPlot({ actual, predicted, baseline, unit, height = 320 }: ScatterPlotProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const drawn = useTurn();
  const points = useMemo(
    () => Array.from({ length: actual.length }, (_, i) => ({ x: actual[i], y: predicted[i] })),
    [actual, predicted],
  );
  const domain = useMemo(() => niceDomain(extent(actual, predicted), TICKS), [actual, predicted]);
  const ticks = useMemo(() => roundTicks(domain, TICKS), [domain]);
  return (
    <div ref={ref} aria-hidden="true" style={{ minHeight: height }}>
      {drawn && width > 0 && (
        <ComposedChart width={width} height={height} margin={MARGIN} accessibilityLayer={false}>
          <ValueAxis domain={domain} ticks={ticks} show={String} />
          <AcrossAxis domain={domain} ticks={ticks} show={String} title={`actual, ${unit}`} />
          <Diagonal domain={domain} />
          <Line
            data={points}
            dataKey="y"
            stroke="var(--bar)"
            strokeWidth={DIAMETER}
            opacity={dotOpacity(points.length)}
            shape={DotPath}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Level mark={{ y: baseline.value, label: baseline.label }} above />
          <text x={width - MARGIN.right - 4} y={TOP + 12} textAnchor="end" className={charts.over}>
            predicted = actual
          </text>
        </ComposedChart>
      )}
    </div>
  );
}

function dotOpacity(count: number): number {
  return Math.max(0.25, Math.min(0.8, 0.6 * Math.sqrt(MANY / Math.max(1, count))));
}

/** The extent of both lists, so that both axes are the same. */
function extent(...lists: ArrayLike<number>[]): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      low = Math.min(low, list[i]);
      high = Math.max(high, list[i]);
    }
  return low > high ? [0, 1] : [low, high];
}
