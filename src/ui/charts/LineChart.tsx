/**
 * Curves over epochs. Each line is named where it ends, with its value at the epoch that is read: the last one,
 * or the one under the pointer or the arrow keys. The height is fixed and the room for names too, so nothing
 * moves as values come. Behind the chart stands the same as a table.
 */
import { memo, useId, useMemo, useState, type PointerEvent, type ReactNode } from 'react';
import { classes, IconButton } from '../shared';
import { CurveTable } from './CurveTable';
import styles from './LineChart.module.css';
import {
  layOut,
  linePath,
  nearest,
  stops,
  thinned,
  valueAt,
  valueDomain,
  Y_TICKS,
  type Layout,
  type Series,
} from './line-chart-layout';
import { ticks, type Domain } from './scale';
import { useWidth } from './useWidth';

export interface LineChartProps {
  title: string;
  /** What x counts: "epoch". */
  xTitle: string;
  series: readonly Series[];
  xDomain: Domain;
  /** From 0 to what the series need, where it is left out. */
  yDomain?: Domain;
  /** From the least value instead of 0: for lines that lie close together. */
  tight?: boolean;
  show: (value: number) => string;
  /** How x reads: on a logarithmic axis x is the exponent. As a plain number where it is left out. */
  showX?: (x: number) => string;
  /** Upright marks: the best epoch. */
  marks?: readonly { x: number; label: string }[];
  /** Level marks: the majority class. */
  levels?: readonly { y: number; label: string }[];
  /** CSS pixels. */
  height?: number;
  /** Room for names at the line ends, CSS pixels: at most so much, where they are long. */
  gutter?: number;
  /** Where there is no room for names, values stand in the head. */
  unnamed?: boolean;
  actions?: ReactNode;
}

/** CSS pixels: a value with the room around it, a letter of a name. */
const VALUE_ROOM = 64;
const LETTER = 6.5;
const GUTTER = 128;
const UNNAMED_GUTTER = 14;
/** The share of the width that names may take. */
const MOST_GUTTER = 0.42;

export function LineChart(props: LineChartProps) {
  const { title, xTitle, series, xDomain, show, showX = String, height = 216, actions } = props;
  const { unnamed = false } = props;
  const [wrap, width] = useWidth<HTMLDivElement>();
  const gutter = unnamed ? UNNAMED_GUTTER : gutterFor(width, series, props.gutter);
  const [asTable, setAsTable] = useState(false);
  const [read, setRead] = useState<number | null>(null);
  const id = useId();

  const xs = useMemo(() => stops(series), [series]);
  const at = read === null || xs.length === 0 ? (xs.at(-1) ?? null) : nearest(xs, read);
  const yDomain = useMemo(
    () => props.yDomain ?? valueDomain(series, props.tight),
    [props.yDomain, props.tight, series],
  );
  const layout = useMemo(
    () => (width > 0 ? layOut({ width, height }, series, xDomain, yDomain, gutter) : null),
    [width, height, series, xDomain, yDomain, gutter],
  );

  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <figcaption className={styles.head}>
        <h3 id={id}>{title}</h3>
        <span className={styles.read}>
          {unnamed ? values(at, series, show, showX) : readout(read !== null, at, series, xTitle, showX)}
        </span>
        {actions}
        <IconButton
          icon={asTable ? 'train' : 'rows'}
          label={asTable ? `${title}: show curves` : `${title}: show as a table`}
          size="small"
          onClick={() => setAsTable(!asTable)}
        />
      </figcaption>
      <div ref={wrap} className={styles.body} style={{ height }}>
        {asTable ? (
          <CurveTable title={title} xTitle={xTitle} series={series} xs={xs} show={show} showX={showX} />
        ) : (
          layout && (
            <>
              <Plot
                {...props}
                layout={layout}
                height={height}
                width={width}
                at={at}
                reading={read !== null}
              />
              {!unnamed && (
                <Names
                  layout={layout}
                  series={series}
                  at={read === null ? null : at}
                  show={show}
                  gutter={gutter}
                />
              )}
              {xs.length > 0 && (
                <Reader
                  title={title}
                  xTitle={xTitle}
                  series={series}
                  show={show}
                  showX={showX}
                  layout={layout}
                  xDomain={xDomain}
                  xs={xs}
                  at={at ?? xs[0]}
                  onRead={setRead}
                />
              )}
            </>
          )
        )}
      </div>
    </figure>
  );
}

/** As much as the longest name needs; the curves keep most of the width. */
function gutterFor(width: number, series: readonly Series[], most = GUTTER): number {
  const letters = Math.max(0, ...series.map(({ label }) => label.length));
  return Math.round(Math.min(most, VALUE_ROOM + letters * LETTER, width * MOST_GUTTER));
}

/** Which x the values beside the names are of; nothing where each line's last is at another. */
function readout(
  reading: boolean,
  at: number | null,
  series: readonly Series[],
  xTitle: string,
  showX: (x: number) => string,
): string {
  const ends = new Set(series.filter((one) => !one.fine).map((one) => one.points.at(-1)?.x));
  return at !== null && (reading || ends.size === 1) ? `${xTitle} ${showX(at)}` : '';
}

/** x and the values there: "1e-3: 0.52". */
function values(
  at: number | null,
  series: readonly Series[],
  show: (value: number) => string,
  showX: (x: number) => string,
): string {
  if (at === null) return '';
  const there = series.filter((one) => !one.fine).map((one) => valueAt(one, at));
  return `${showX(at)}: ${there.map((value) => (value === null ? '–' : show(value))).join(', ')}`;
}

interface PlotProps extends LineChartProps {
  layout: Layout;
  width: number;
  height: number;
  at: number | null;
  reading: boolean;
}

function Plot({
  layout,
  width,
  height,
  series,
  xDomain,
  show,
  showX = String,
  unnamed,
  marks = [],
  levels = [],
  at,
  reading,
}: PlotProps) {
  const clip = useId();
  const { left, right, top, bottom, x, y } = layout;
  return (
    <svg width={width} height={height} className={styles.plot} aria-hidden="true">
      <clipPath id={clip}>
        <rect x={left} y={top - 2} width={right - left + 2} height={bottom - top + 3} />
      </clipPath>
      <Axes layout={layout} xDomain={xDomain} show={show} showX={showX} />
      {levels.map((level) => (
        <g key={level.label} className={styles.level}>
          <line x1={left} x2={right} y1={y(level.y)} y2={y(level.y)} />
          <text x={right} y={y(level.y) + 12} textAnchor="end">
            {level.label}
          </text>
        </g>
      ))}
      {marks.map((mark, row) => (
        <Mark key={mark.label} label={mark.label} at={x(mark.x)} row={row} layout={layout} />
      ))}
      <g clipPath={`url(#${clip})`}>
        {series.map((one) =>
          one.dots ? (
            <Dots key={one.id} series={one} layout={layout} />
          ) : (
            <Line key={one.id} series={one} layout={layout} />
          ),
        )}
      </g>
      {!unnamed && <Leaders series={series} layout={layout} />}
      {at !== null && (
        <g>
          {reading && <line className={styles.cursor} x1={x(at)} x2={x(at)} y1={top} y2={bottom} />}
          {series.map((one) => {
            const point = one.fine ? null : reading ? { x: at, y: valueAt(one, at) } : one.points.at(-1);
            if (!point || point.y === null || !Number.isFinite(point.y)) return null;
            return (
              <circle
                key={one.id}
                cx={x(point.x)}
                cy={y(point.y)}
                r={3}
                fill={one.colour}
                className={styles.dot}
              />
            );
          })}
        </g>
      )}
    </svg>
  );
}

const Axes = memo(function Axes({
  layout,
  xDomain,
  show,
  showX,
}: {
  layout: Layout;
  xDomain: Domain;
  show: (value: number) => string;
  showX: (x: number) => string;
}) {
  const { left, right, bottom, x, y, yDomain } = layout;
  const across = ticks(xDomain, Math.min(8, (right - left) / 48), true);
  return (
    <g className={styles.axes}>
      {ticks(yDomain, Y_TICKS).map((value) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y(value)} y2={y(value)} />
          <text x={left - 8} y={y(value)} dy="0.32em" textAnchor="end">
            {show(value)}
          </text>
        </g>
      ))}
      {across.map((value) => (
        <text key={value} x={x(value)} y={bottom + 15} textAnchor="middle">
          {showX(value)}
        </text>
      ))}
    </g>
  );
});

const Line = memo(function Line({ series, layout }: { series: Series; layout: Layout }) {
  return (
    <path
      d={linePath(series.points, layout)}
      stroke={series.colour}
      className={classes(styles.line, series.fine && styles.fine, series.dashed && styles.dashed)}
    />
  );
});

const Dots = memo(function Dots({ series, layout }: { series: Series; layout: Layout }) {
  return (
    <g fill={series.colour} className={styles.dots}>
      {thinned(series.points)
        .filter(({ y }) => Number.isFinite(y))
        .map(({ x, y }) => (
          <circle key={x} cx={layout.x(x)} cy={layout.y(y)} r={1.5} />
        ))}
    </g>
  );
});

/** From a line's end to its name in the gutter. */
function Leaders({ series, layout }: { series: readonly Series[]; layout: Layout }) {
  return series.map((one) => {
    const end = one.points.at(-1);
    const name = layout.labels.get(one.id);
    if (!end || name === undefined || !Number.isFinite(end.y)) return null;
    return (
      <path
        key={one.id}
        className={classes(styles.line, styles.leader)}
        stroke={one.colour}
        d={`M${layout.x(end.x)},${layout.y(end.y)}H${layout.right - 4}L${layout.right + 6},${name}`}
      />
    );
  });
}

/** @param row so that the labels of marks close to each other stand one below the other */
function Mark({ label, at, row, layout }: { label: string; at: number; row: number; layout: Layout }) {
  const near = at > layout.right - 56;
  return (
    <g className={styles.mark}>
      <line x1={at} x2={at} y1={layout.top} y2={layout.bottom} />
      <text x={near ? at - 5 : at + 5} y={layout.top + 8 + 14 * row} textAnchor={near ? 'end' : 'start'}>
        {label}
      </text>
    </g>
  );
}

/** The lines' names in the gutter, each with its value at the epoch that is read, or else its last. */
function Names({
  layout,
  series,
  at,
  show,
  gutter,
}: Pick<LineChartProps, 'series' | 'show'> & { layout: Layout; at: number | null; gutter: number }) {
  return (
    <ul className={styles.names} style={{ width: gutter - 10 }} aria-hidden="true">
      {series.map((one) => {
        const top = layout.labels.get(one.id);
        if (top === undefined) return null;
        const value = at === null ? (one.points.at(-1)?.y ?? null) : valueAt(one, at);
        return (
          <li key={one.id} style={{ top, color: one.colour }} title={one.label}>
            <span className={styles.name}>{one.label}</span>
            <span className={styles.value}>{value === null ? '' : show(value)}</span>
          </li>
        );
      })}
    </ul>
  );
}

interface ReaderProps extends Pick<LineChartProps, 'title' | 'xTitle' | 'series' | 'show' | 'xDomain'> {
  showX: (x: number) => string;
  layout: Layout;
  xs: readonly number[];
  at: number;
  onRead: (x: number | null) => void;
}

/** Reads values off the curves, by pointer or by arrow keys: an unseen slider over the epochs. */
function Reader({ title, xTitle, series, show, showX, layout, xDomain, xs, at, onRead }: ReaderProps) {
  const onPointerMove = (event: PointerEvent<HTMLInputElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    onRead(xDomain[0] + share * (xDomain[1] - xDomain[0]));
  };
  const said = series
    .filter((one) => !one.fine)
    .map((one) => [one.label, valueAt(one, at)] as const)
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `${label} ${show(value ?? NaN)}`);
  return (
    <span
      className={styles.reader}
      style={{
        left: layout.left,
        top: layout.top,
        width: layout.right - layout.left,
        height: layout.bottom - layout.top,
      }}
    >
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
