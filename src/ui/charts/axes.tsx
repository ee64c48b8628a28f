/**
 * The axes that all charts share: quiet, of a fixed size so that nothing moves as values come, and written at the
 * round values that they are given.
 */
import {
  CartesianGrid,
  XAxis,
  YAxis,
  type XAxisTickContentProps,
  type YAxisTickContentProps,
} from 'recharts';
import type { Domain } from './axis-scale';
import styles from './charts.module.css';

/** CSS pixels: the room for values left of the plot, and for x below it. */
export const Y_AXIS_WIDTH = 48;
export const X_AXIS_HEIGHT = 22;
/** Above the plot: half a line of text, so that the topmost value is not cut. */
export const TOP = 10;

export interface AxisProps {
  domain: Domain;
  ticks: readonly number[];
  show: (value: number) => string;
}

/** The upright axis, with a level line at each of its ticks. */
export function ValueAxis({ domain, ticks, show }: AxisProps) {
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" horizontalValues={[...ticks]} />
      <YAxis
        type="number"
        domain={domain}
        allowDataOverflow
        ticks={ticks}
        interval={0}
        width={Y_AXIS_WIDTH}
        axisLine={false}
        tickLine={false}
        tickFormatter={show}
        tick={ValueTick}
      />
    </>
  );
}

/** @param title written below the axis */
export function AcrossAxis({ domain, ticks, show, title }: AxisProps & { title?: string }) {
  return (
    <XAxis
      type="number"
      dataKey="x"
      domain={domain}
      allowDataOverflow
      ticks={ticks}
      interval={0}
      height={title === undefined ? X_AXIS_HEIGHT : 2 * X_AXIS_HEIGHT}
      axisLine={false}
      tickLine={false}
      tickFormatter={show}
      tick={AcrossTick}
      label={
        title === undefined ? undefined : { value: title, position: 'insideBottom', className: styles.text }
      }
    />
  );
}

// texts of our own: recharts' would measure each, and break one that is too long into lines
function ValueTick({ x, y, index, payload, tickFormatter }: YAxisTickContentProps) {
  return (
    <text x={x} y={y} dy="0.32em" textAnchor="end" className={styles.text}>
      {tickFormatter ? tickFormatter(payload.value, index) : payload.value}
    </text>
  );
}

function AcrossTick({ x, y, index, payload, tickFormatter }: XAxisTickContentProps) {
  return (
    <text x={x} y={y} dy="0.71em" textAnchor="middle" className={styles.text}>
      {tickFormatter ? tickFormatter(payload.value, index) : payload.value}
    </text>
  );
}
