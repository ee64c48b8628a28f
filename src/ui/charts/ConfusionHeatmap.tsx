/**
 * The confusion matrix: actual classes down, predicted ones across, by count or by share of the row. If cells can be
 * selected it is a grid (WAI-ARIA): arrow keys move, Enter selects; otherwise it is a plain table.
 */
import { memo, useCallback, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { classes, format } from '../shared';
import styles from './heatmap.module.css';
import { TEXT_TURNS } from './ramp';

export type HeatmapBy = 'count' | 'row';

export interface Cell {
  actual: number;
  predicted: number;
}

export interface ConfusionHeatmapProps {
  /** What it shows, for assistive technology. */
  caption: string;
  classNames: readonly string[];
  /** `[actual, predicted]`, row-major. */
  counts: ArrayLike<number>;
  by: HeatmapBy;
  chosen?: Cell | null;
  onChoose?: (cell: Cell) => void;
}

/** From this many classes on, cells are drawn without numbers. */
const DENSE_FROM = 24;

export function ConfusionHeatmap(props: ConfusionHeatmapProps) {
  const { caption, classNames, counts, by, chosen, onChoose } = props;
  const size = classNames.length;
  const table = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState<Cell>({ actual: 0, predicted: 0 });
  const rows = classNames.map((_, actual) =>
    Array.from({ length: size }, (_, predicted) => counts[actual * size + predicted] ?? 0),
  );
  const most = Math.max(1, ...rows.map((row) => Math.max(...row)));

  const onMove = useCallback(
    (event: KeyboardEvent, from: Cell) => {
      const to = moved(event, from, size);
      if (!to) return;
      event.preventDefault();
      setFocused(to);
      table.current?.querySelector<HTMLElement>(`[data-cell="${to.actual}-${to.predicted}"]`)?.focus();
    },
    [size],
  );

  return (
    <div
      className={styles.wrap}
      style={{ '--classes': size } as CSSProperties}
      data-dense={size > DENSE_FROM || undefined}
    >
      <table ref={table} role={onChoose && 'grid'} aria-label={caption} className={styles.grid}>
        <thead className={styles.through}>
          <tr className={styles.through}>
            <th scope="col" className={styles.corner}>
              <span>actual ↓</span>
              <span>predicted →</span>
            </th>
            {classNames.map((name) => (
              <th scope="col" key={name} className={styles.across} title={name}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={styles.through}>
          {rows.map((row, actual) => (
            <Row
              key={classNames[actual]}
              actual={actual}
              classNames={classNames}
              counts={row.join()}
              most={most}
              by={by}
              chosen={chosen?.actual === actual ? chosen.predicted : null}
              focused={focused.actual === actual ? focused.predicted : null}
              onChoose={onChoose}
              onMove={onMove}
              onFocus={setFocused}
            />
          ))}
        </tbody>
      </table>
      <Legend by={by} most={most} />
    </div>
  );
}

/** The cell to which a key moves; null for other keys. */
function moved(event: KeyboardEvent, { actual, predicted }: Cell, size: number): Cell | null {
  const far = event.ctrlKey || event.metaKey;
  const to = {
    ArrowUp: { actual: actual - 1, predicted },
    ArrowDown: { actual: actual + 1, predicted },
    ArrowLeft: { actual, predicted: predicted - 1 },
    ArrowRight: { actual, predicted: predicted + 1 },
    Home: { actual: far ? 0 : actual, predicted: 0 },
    End: { actual: far ? size - 1 : actual, predicted: size - 1 },
  }[event.key];
  if (!to) return null;
  const inside = (value: number) => Math.min(size - 1, Math.max(0, value));
  return { actual: inside(to.actual), predicted: inside(to.predicted) };
}

interface RowProps {
  actual: number;
  classNames: readonly string[];
  /** The row's counts joined by commas: a primitive value, so that unchanged rows are not drawn again. */
  counts: string;
  most: number;
  by: HeatmapBy;
  chosen: number | null;
  focused: number | null;
  onChoose?: (cell: Cell) => void;
  onMove: (event: KeyboardEvent, from: Cell) => void;
  onFocus: (cell: Cell) => void;
}

const Row = memo(function Row({ actual, classNames, counts, most, by, ...rest }: RowProps) {
  const { chosen, focused, onChoose, onMove, onFocus } = rest;
  const name = classNames[actual];
  const values = counts.split(',').map(Number);
  const sum = values.reduce((a, b) => a + b, 0);
  return (
    <tr className={styles.through}>
      <th scope="row" className={styles.down} title={name}>
        {name}
      </th>
      {values.map((value, predicted) => {
        const ofRow = sum === 0 ? 0 : value / sum;
        const share = by === 'row' ? ofRow : value / most;
        const said =
          `Actual ${name}, predicted ${classNames[predicted]}: ` +
          `${format.counted(value, 'poster')}, ${format.percent(ofRow)} of ${name}`;
        const look = {
          className: classes(styles.cell, predicted === actual && styles.diagonal),
          style: { '--share': share.toFixed(3) } as CSSProperties,
          'data-light': share >= TEXT_TURNS[0] || undefined,
          'data-dark': share >= TEXT_TURNS[1] || undefined,
          'aria-label': said,
          title: said,
        };
        const shown = cellText(value, ofRow, by);
        if (!onChoose)
          return (
            <td key={classNames[predicted]} {...look}>
              {shown}
            </td>
          );
        const cell = { actual, predicted };
        return (
          <td key={classNames[predicted]} aria-selected={chosen === predicted}>
            <button
              type="button"
              {...look}
              tabIndex={focused === predicted ? 0 : -1}
              data-cell={`${actual}-${predicted}`}
              data-chosen={chosen === predicted || undefined}
              onFocus={() => onFocus(cell)}
              onKeyDown={(event) => onMove(event, cell)}
              onClick={() => onChoose(cell)}
            >
              {shown}
            </button>
          </td>
        );
      })}
    </tr>
  );
});

/** Empty for zero, so that other cells stand out; the cell's label says zero. */
function cellText(value: number, ofRow: number, by: HeatmapBy): string {
  if (value === 0) return '';
  return by === 'row' ? (ofRow * 100).toFixed(0) : format.count(value);
}

function Legend({ by, most }: { by: HeatmapBy; most: number }) {
  return (
    <div className={styles.legend} aria-hidden="true">
      <span>0</span>
      <span className={styles.ramp} />
      <span>{by === 'row' ? '100 % of the row' : format.counted(most, 'poster')}</span>
    </div>
  );
}
