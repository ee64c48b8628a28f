/**
 * The reliability diagram: how often the network is right, by how sure it is. Bars on the diagonal mean that its
 * probabilities can be taken at their word. Drawn by recharts, and loaded only where it is shown.
 */
import { Bar, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts';
import type { ReliabilityBin } from '../../core/metrics';
import { format } from '../shared';
import { useWidth } from './useWidth';

const HEIGHT = 240;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

interface Point {
  /** Middle of the bin. */
  sure: number;
  /** Share that is right; null where the bin is empty. */
  right: number | null;
  count: number;
  range: string;
}

export default function ReliabilityChart({ bins }: { bins: readonly ReliabilityBin[] }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const points: Point[] = bins.map((bin) => ({
    sure: (bin.low + bin.high) / 2,
    right: bin.count === 0 ? null : bin.accuracy,
    count: bin.count,
    range: `${format.percent(bin.low, 0)} to ${format.percent(bin.high, 0)}`,
  }));
  return (
    // the table beside it says the same
    <div ref={ref} aria-hidden="true" style={{ minHeight: HEIGHT }}>
      {width > 0 && (
        <ComposedChart
          width={width}
          height={HEIGHT}
          data={points}
          margin={{ top: 8, right: 8, bottom: 20, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="sure"
            type="number"
            domain={[0, 1]}
            ticks={TICKS}
            tickFormatter={percent}
            stroke="var(--ink-3)"
            fontSize={11}
            label={{
              value: 'how sure',
              position: 'insideBottom',
              offset: -12,
              fill: 'var(--ink-3)',
              fontSize: 11,
            }}
          />
          <YAxis
            domain={[0, 1]}
            ticks={TICKS}
            tickFormatter={percent}
            stroke="var(--ink-3)"
            fontSize={11}
            width={44}
          />
          <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--fill)' }} content={ReadOut} />
          <Bar
            dataKey="right"
            fill="var(--bar)"
            barSize={width / bins.length / 1.6}
            isAnimationActive={false}
          />
          <Line
            dataKey="sure"
            stroke="var(--ink-3)"
            strokeDasharray="3 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      )}
    </div>
  );
}

const percent = (value: number) => format.percent(value, 0);

function ReadOut({ active, payload }: { active?: boolean; payload?: readonly { payload?: Point }[] }) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div style={READ_OUT}>
      {point.range} sure: {point.right === null ? 'no posters' : `right in ${format.percent(point.right)}`},{' '}
      {format.count(point.count)} posters
    </div>
  );
}

const READ_OUT = {
  padding: 'var(--s1) var(--s2)',
  border: 'var(--hairline)',
  borderRadius: 'var(--radius)',
  background: 'var(--surface-raised)',
  fontSize: 'var(--text-s)',
};
