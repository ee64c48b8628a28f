/**
 * Reads values off the curves by pointer or arrow keys: an invisible slider over the plot that moves between the x that
 * have values. Screen readers read the values of all lines.
 */
import type { CSSProperties, PointerEvent } from 'react';
import type { Domain } from './axis-scale';
import { nearest, valueAt, type Series } from './curves';
import styles from './LineChart.module.css';

export interface LineReaderProps {
  title: string;
  xTitle: string;
  /** The labelled ones. */
  series: readonly Series[];
  show: (value: number) => string;
  showX: (x: number) => string;
  xDomain: Domain;
  /** Every x that can be read, in ascending order; not empty. */
  xs: readonly number[];
  /** The one being read. */
  at: number;
  onRead: (x: number | null) => void;
  /** Its position over the plot. */
  place: CSSProperties;
}

export function LineReader({
  title,
  xTitle,
  series,
  show,
  showX,
  xDomain,
  xs,
  at,
  onRead,
  place,
}: LineReaderProps) {
  const onPointerMove = (event: PointerEvent<HTMLInputElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    onRead(nearest(xs, xDomain[0] + share * (xDomain[1] - xDomain[0])));
  };
  const said = series.flatMap((one) => {
    const value = valueAt(one, at);
    return value === null ? [] : [`${one.label} ${show(value)}`];
  });
  return (
    <span className={styles.reader} style={place}>
      <input
        type="range"
        min={0}
        max={xs.length - 1}
        step={1}
        value={xs.indexOf(at)}
        aria-label={`${title}: values by ${xTitle}`}
        aria-valuetext={`${xTitle} ${showX(at)}: ${said.join(', ')}`}
        onChange={(event) => onRead(xs[Number(event.target.value)])}
        onKeyDown={(event) => event.key === 'Escape' && onRead(null)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => onRead(null)}
        onBlur={() => onRead(null)}
      />
    </span>
  );
}
