/**
 * Curves over epochs. Each line has its name at its end, with its value at the epoch being read: the last one, or the
 * one under the pointer or chosen with the arrow keys. The height and the room for names are fixed, so nothing moves as
 * values arrive. The same data can be shown as a table.
 */
import { memo, useId, useMemo, useState, type ReactNode } from 'react';
import { ComposedChart, Line } from 'recharts';
import { AcrossAxis, TOP, ValueAxis, X_AXIS_HEIGHT, Y_AXIS_WIDTH } from './axes';
import { roundTicks, VALUE_TICKS, type Domain } from './axis-scale';
import charts from './charts.module.css';
import { drawnPoints, nearest, stops, valueAt, valueDomain, type Series } from './curves';
import { CurveTable } from './CurveTable';
import { DotPath } from './DotPath';
import styles from './LineChart.module.css';
import { LineEnds } from './LineEnds';
import { LineReader } from './LineReader';
import { Level, Upright, type LevelMark, type UprightMark } from './reference';
import { TableToggle } from './TableToggle';
import { useTurn } from '../shared/InTurn';
import { useWidth } from './useWidth';

export interface LineChartProps {
  title: string;
  /** What x counts: "epoch". */
  xTitle: string;
  series: readonly Series[];
  xDomain: Domain;
  /** By default from 0 to what the series need. */
  yDomain?: Domain;
  /** Starts at the smallest value instead of 0: for lines that are close together. */
  tight?: boolean;
  show: (value: number) => string;
  /** Formats x: on a logarithmic axis x is the exponent. By default a plain number. */
  showX?: (x: number) => string;
  /** For example the best epoch. */
  marks?: readonly UprightMark[];
  /** For example the majority class. */
  levels?: readonly LevelMark[];
  /** CSS pixels. */
  height?: number;
  /** Maximum room for names at the line ends, CSS pixels. */
  gutter?: number;
  /** If there is no room for names, values are shown in the heading. */
  unnamed?: boolean;
  actions?: ReactNode;
}

/** CSS pixels: a value with its margin; a letter of a name. */
const VALUE_ROOM = 64;
const LETTER = 6.5;
const GUTTER = 128;
const UNNAMED_GUTTER = 14;
/** Maximum share of the width for names. */
const MOST_GUTTER = 0.42;
/** CSS pixels between labelled x values. */
const TICK_ROOM = 48;
const MOST_TICKS = 8;
const NO_MARKS: readonly UprightMark[] = [];
const NO_LEVELS: readonly LevelMark[] = [];

export function LineChart(props: LineChartProps) {
  const { title, xTitle, series, xDomain, tight, show, showX = String, actions } = props;
  const { marks = NO_MARKS, levels = NO_LEVELS, height = 216, unnamed = false } = props;
  const [wrap, width] = useWidth<HTMLDivElement>();
  const drawn = useTurn();
  const [asTable, setAsTable] = useState(false);
  const [read, setRead] = useState<number | null>(null);
  const id = useId();

  const xs = useMemo(() => stops(series), [series]);
  const labelled = useMemo(() => series.filter((one) => !one.fine), [series]);
  const yDomain = useMemo(
    () =>
      props.yDomain ??
      valueDomain(
        series,
        tight,
        levels.map(({ y }) => y),
      ),
    [props.yDomain, tight, series, levels],
  );
  const at = read === null || xs.length === 0 ? (xs.at(-1) ?? null) : nearest(xs, read);
  const gutter = unnamed ? UNNAMED_GUTTER : gutterFor(width, series, props.gutter);
  return (
    <figure className={charts.chart} aria-labelledby={id}>
      <figcaption className={charts.head}>
        <h3 id={id}>{title}</h3>
        <span className={styles.read}>
          {unnamed ? values(at, labelled, show, showX) : readout(read !== null, at, labelled, xTitle, showX)}
        </span>
        {actions}
        <TableToggle title={title} drawn="curves" asTable={asTable} onChange={setAsTable} />
      </figcaption>
      <div ref={wrap} className={styles.body} style={{ height }}>
        {asTable && (
          <CurveTable title={title} xTitle={xTitle} series={series} xs={xs} show={show} showX={showX} />
        )}
        {!asTable && drawn && width > 0 && (
          <>
            <Plot
              size={{ width, height, gutter }}
              series={series}
              xDomain={xDomain}
              yDomain={yDomain}
              show={show}
              showX={showX}
              marks={marks}
              levels={levels}
            >
              <LineEnds
                series={labelled}
                read={read === null ? null : at}
                show={show}
                names={unnamed ? null : gutter}
              />
            </Plot>
            {at !== null && (
              <LineReader
                title={title}
                xTitle={xTitle}
                series={labelled}
                show={show}
                showX={showX}
                xDomain={xDomain}
                xs={xs}
                at={at}
                onRead={setRead}
                place={{ left: Y_AXIS_WIDTH, right: gutter, top: TOP, bottom: X_AXIS_HEIGHT }}
              />
            )}
          </>
        )}
      </div>
    </figure>
  );
}

/** As wide as the longest name needs, leaving most of the width to the curves. */
function gutterFor(width: number, series: readonly Series[], most = GUTTER): number {
  const letters = Math.max(0, ...series.map(({ label }) => label.length));
  return Math.round(Math.min(most, VALUE_ROOM + letters * LETTER, width * MOST_GUTTER));
}

/** The x of the values beside the names; nothing if the lines end at different x. */
function readout(
  reading: boolean,
  at: number | null,
  labelled: readonly Series[],
  xTitle: string,
  showX: (x: number) => string,
): string {
  const ends = new Set(labelled.map((one) => one.points.at(-1)?.x));
  return at !== null && (reading || ends.size === 1) ? `${xTitle} ${showX(at)}` : '';
}

/** An x and the values there: "1e-3: 0.52". */
function values(
  at: number | null,
  labelled: readonly Series[],
  show: (value: number) => string,
  showX: (x: number) => string,
): string {
  if (at === null) return '';
  const there = labelled.map((one) => valueAt(one, at));
  return `${showX(at)}: ${there.map((value) => (value === null ? '–' : show(value))).join(', ')}`;
}

interface PlotProps {
  /** CSS pixels; the gutter is the room for names to the right of the plot. */
  size: { width: number; height: number; gutter: number };
  series: readonly Series[];
  xDomain: Domain;
  yDomain: Domain;
  show: (value: number) => string;
  showX: (x: number) => string;
  marks: readonly UprightMark[];
  levels: readonly LevelMark[];
  /** Drawn over the lines. */
  children: ReactNode;
}

function Plot({ size, series, xDomain, yDomain, show, showX, marks, levels, children }: PlotProps) {
  const { width, height, gutter } = size;
  const plotWidth = Math.max(1, width - gutter - Y_AXIS_WIDTH);
  const margin = useMemo(() => ({ top: TOP, right: gutter, bottom: 0, left: 0 }), [gutter]);
  const yTicks = useMemo(() => roundTicks(yDomain, VALUE_TICKS), [yDomain]);
  const xTicks = useMemo(
    () => roundTicks(xDomain, Math.min(MOST_TICKS, plotWidth / TICK_ROOM), true),
    [xDomain, plotWidth],
  );
  return (
    <div aria-hidden="true">
      <ComposedChart width={width} height={height} margin={margin} accessibilityLayer={false}>
        <ValueAxis domain={yDomain} ticks={yTicks} show={show} />
        <AcrossAxis domain={xDomain} ticks={xTicks} show={showX} />
        {levels.map((level) => (
          <Level key={level.label} mark={level} />
        ))}
        {marks.map((mark, row) => (
          <Upright key={mark.label} mark={mark} row={row} />
        ))}
        {series.map((one) => (
          <SeriesLine key={one.id} series={one} xDomain={xDomain} width={plotWidth} />
        ))}
        {children}
      </ComposedChart>
    </div>
  );
}

interface SeriesLineProps {
  series: Series;
  xDomain: Domain;
  /** Of the plot, CSS pixels. */
  width: number;
}

const SeriesLine = memo(function SeriesLine({ series, xDomain, width }: SeriesLineProps) {
  const { points, colour, fine, dashed, dots } = series;
  const drawn = useMemo(() => drawnPoints(points, xDomain, width), [points, xDomain, width]);
  return (
    <Line
      data={drawn}
      dataKey="y"
      stroke={colour}
      strokeLinejoin="round"
      strokeWidth={dots ? 3 : fine ? 1 : 1.75}
      strokeDasharray={dashed ? '5 3' : undefined}
      opacity={dots ? 0.4 : fine ? 0.3 : 1}
      shape={dots ? DotPath : undefined}
      dot={false}
      activeDot={false}
      isAnimationActive={false}
    />
  );
});
