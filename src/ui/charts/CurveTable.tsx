/** The table of a line chart: one row per epoch, one column per line. */
import { useDeferredValue } from 'react';
import styles from './LineChart.module.css';
import { valueAt, type Series } from './curves';

export interface CurveTableProps {
  title: string;
  xTitle: string;
  series: readonly Series[];
  xs: readonly number[];
  show: (value: number) => string;
  showX: (x: number) => string;
}

/** The most rows the page can show without becoming slow; a run's file has all of them. */
const ROWS_AT_MOST = 500;

export function CurveTable({ title, xTitle, series, xs, show, showX }: CurveTableProps) {
  // a long table may lag behind fast epochs
  const all = useDeferredValue(xs);
  const rows = all.slice(-ROWS_AT_MOST);
  const lines = useDeferredValue(series).filter((one) => !one.fine || one.dots);
  return (
    // focusable, so that it can be scrolled by keyboard
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.table} aria-label={`${title}, table`} tabIndex={0}>
      <table>
        <caption className={rows.length < all.length ? styles.caption : 'visually-hidden'}>
          {title} by {xTitle}
          {rows.length < all.length && `, the last ${ROWS_AT_MOST} of ${all.length}; run.json has all`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{xTitle}</th>
            {lines.map((one) => (
              <th key={one.id} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((x) => (
            <tr key={x}>
              <th scope="row">{showX(x)}</th>
              {lines.map((one) => {
                const value = valueAt(one, x);
                return <td key={one.id}>{value === null ? '–' : show(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
