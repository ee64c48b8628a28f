/**
 * Parallel coordinates: one vertical axis per setting or figure, one line per run. The same data can be shown as a
 * table.
 */
import { useId, useMemo, useState } from 'react';
import { Table, type Column } from '../shared';
import {
  parallelPath,
  placeAxes,
  type ParallelAxis,
  type ParallelLine,
  type PlacedAxis,
} from './parallel-layout';
import { TableToggle } from './TableToggle';
import { useWidth } from './useWidth';
import charts from './charts.module.css';
import styles from './ParallelCoordinates.module.css';

export interface ParallelCoordinatesProps {
  title: string;
  axes: readonly ParallelAxis[];
  lines: readonly ParallelLine[];
  /** CSS pixels. */
  height?: number;
}

/** Minimum distance between two axes, CSS pixels; the chart scrolls if there is less room. */
const LEAST_STEP = 120;
/** Room beside the first and last axes: the width of a shortened name. */
const SIDE = 124;
const TOP = 34;
const BOTTOM = 20;
/** Distance between an axis and its labels. */
const TICK = 8;

export function ParallelCoordinates({ title, axes, lines, height = 280 }: ParallelCoordinatesProps) {
  const [wrap, room] = useWidth<HTMLDivElement>();
  const [asTable, setAsTable] = useState(false);
  const [over, setOver] = useState<string | null>(null);
  const id = useId();
  const width = Math.max(room, SIDE * 2 + LEAST_STEP * Math.max(1, axes.length - 1));
  const placed = useMemo(
    () => placeAxes(axes, lines, { left: SIDE, right: width - SIDE, top: TOP, bottom: height - BOTTOM }),
    [axes, lines, width, height],
  );
  return (
    <figure className={charts.chart} aria-labelledby={id}>
      <figcaption className={charts.head}>
        <h3 id={id}>{title}</h3>
        <TableToggle title={title} drawn="lines" asTable={asTable} onChange={setAsTable} />
      </figcaption>
      {asTable && <Table caption={title} columns={columnsOf(axes)} rows={lines} rowKey={(line) => line.id} />}
      <div ref={wrap} className={styles.body} hidden={asTable}>
        <svg width={width} height={height} aria-hidden="true" className={styles.plot}>
          {lines.map((line) => (
            <path
              key={line.id}
              d={parallelPath(line, placed)}
              stroke={line.colour}
              className={styles.line}
              data-over={over === null ? undefined : over === line.id ? 'this' : 'other'}
              onPointerEnter={() => setOver(line.id)}
              onPointerLeave={() => setOver(null)}
            >
              <title>{line.label}</title>
            </path>
          ))}
          {placed.map((axis, at) => (
            <g key={axis.id} className={styles.axis}>
              <line x1={axis.x} x2={axis.x} y1={TOP} y2={height - BOTTOM} />
              <text x={axis.x} y={14} textAnchor="middle" className={styles.title}>
                {shortened(axis.title)}
              </text>
              {axis.ticks.map((tick) => (
                <text key={tick.text} {...tickPlace(axis, tick.y, at === 0)}>
                  {shortened(tick.text)}
                </text>
              ))}
            </g>
          ))}
        </svg>
      </div>
      {!asTable && (
        <ul className={styles.names} aria-hidden="true">
          {lines.map((line) => (
            <li key={line.id} onPointerEnter={() => setOver(line.id)} onPointerLeave={() => setOver(null)}>
              <span className={styles.swatch} style={{ background: line.colour }} />
              {line.label}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

/**
 * Labels of a numeric axis are above and below it; names are beside it, to the left of the first axis and to the right
 * of the others.
 */
function tickPlace({ x, ends }: PlacedAxis, y: number, first: boolean) {
  if (ends) return { x, y, dy: y === TOP ? '-0.6em' : '1.3em', textAnchor: 'middle' as const };
  return {
    x: first ? x - TICK : x + TICK,
    y,
    dy: '0.32em',
    textAnchor: first ? ('end' as const) : ('start' as const),
  };
}

const MOST_LETTERS = 18;

function shortened(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
}

function columnsOf(axes: readonly ParallelAxis[]): Column<ParallelLine>[] {
  return [
    { id: 'run', title: 'Run', header: true, render: (line) => line.label },
    ...axes.map((axis): Column<ParallelLine> => ({
      id: axis.id,
      title: axis.title,
      render: (line) => {
        const value = line.values.get(axis.id);
        if (value === undefined) return '–';
        return typeof value === 'number' ? (axis.show ?? String)(value) : value;
      },
    })),
  ];
}
