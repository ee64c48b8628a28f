/**
 * Bars over a numeric axis, each as wide as its interval; the one under the pointer is labelled. The caller shows the
 * same data as a table.
 */
import { useMemo, type ReactNode } from 'react';
import { Bar, ComposedChart, Tooltip } from 'recharts';
import { AcrossAxis, TOP, ValueAxis, Y_AXIS_WIDTH, type AxisProps } from './axes';
import styles from './charts.module.css';
import { useTurn } from '../shared/InTurn';
import { useWidth } from './useWidth';

export interface BarPart {
  from: number;
  to: number;
  /** Null if there is none. */
  value: number | null;
  /** Text shown for the bar under the pointer. */
  readOut: string;
}

export interface BarChartProps {
  /** In ascending order, all equally wide. */
  parts: readonly BarPart[];
  across: AxisProps & { title: string };
  upright: AxisProps;
  /** CSS pixels. */
  height?: number;
  /** Marks, drawn over the bars. */
  children?: ReactNode;
}

const MARGIN = { top: TOP, right: 20, bottom: 0, left: 0 };
/** How much of its interval's width a bar fills. */
const FILLED = 0.75;

export function BarChart({ parts, across, upright, height = 240, children }: BarChartProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const drawn = useTurn();
  const data = useMemo(() => parts.map((part) => ({ ...part, x: (part.from + part.to) / 2 })), [parts]);
  const plotWidth = Math.max(0, width - Y_AXIS_WIDTH - MARGIN.right);
  return (
    <div ref={ref} aria-hidden="true" style={{ minHeight: height }}>
      {drawn && width > 0 && (
        <ComposedChart width={width} height={height} data={data} margin={MARGIN} accessibilityLayer={false}>
          <ValueAxis {...upright} />
          <AcrossAxis {...across} />
          <Tooltip isAnimationActive={false} cursor={false} content={ReadOut} />
          <Bar
            dataKey="value"
            fill="var(--bar)"
            barSize={plotWidth * FILLED * partShare(parts, across.domain)}
            radius={[2, 2, 0, 0]}
            isAnimationActive={false}
          />
          {children}
        </ComposedChart>
      )}
    </div>
  );
}

/** The width of one interval as a share of the axis. */
function partShare(parts: readonly BarPart[], [low, high]: AxisProps['domain']): number {
  const first = parts.at(0);
  return first ? (first.to - first.from) / (high - low) : 0;
}

function ReadOut({ active, payload }: { active?: boolean; payload?: readonly { payload?: BarPart }[] }) {
  const part = payload?.[0]?.payload;
  return active && part ? <div className={styles.readOut}>{part.readOut}</div> : null;
}
