/**
 * The axes of all charts: unobtrusive, of a fixed size so that nothing moves as values arrive, and labelled at the
 * given round values.
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

/** CSS pixels: room for labels to the left of the plot and below it. */
export const Y_AXIS_WIDTH = 48;
export const X_AXIS_HEIGHT = 22;
/** Above the plot: half a line of text, so that the topmost label is not cut off. */
export const TOP = 10;

export interface AxisProps {
  domain: Domain;
  ticks: readonly number[];
  show: (value: number) => string;
}

/** The vertical axis, with a horizontal line at each tick. */
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

/** @param title shown below the axis */
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

// drawn here: recharts would measure each label and break long ones into lines
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
