/**
 * A table of any length of which only the visible rows are in the document. It is an ARIA grid: one tab stop, arrow
 * keys move the active cell, and its row is the selected one.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed by CSS grid, which takes a table's own roles away */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './Icon';
import styles from './VirtualGrid.module.css';

export interface GridColumn<Row> {
  id: string;
  title: string;
  /** Required width in CSS pixels. */
  width: number;
  /** Its share of the remaining width; by default none. */
  grow?: number;
  number?: boolean;
  sortable?: boolean;
  render: (row: Row) => ReactNode;
}

export interface GridSort {
  by: string;
  descending: boolean;
}

export interface VirtualGridProps<Row> {
  label: string;
  columns: readonly GridColumn<Row>[];
  total: number;
  /** Row by its index; undefined until it has arrived. */
  row: (index: number) => Row | undefined;
  /** CSS pixels. */
  rowHeight: number;
  /** Called with the visible rows, so that they can be requested. */
  onRange: (from: number, to: number) => void;
  chosen: number | null;
  onChoose: (index: number) => void;
  sort: GridSort | null;
  onSort?: (sort: GridSort) => void;
}

const HEAD_HEIGHT = 30;

export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { label, columns, total, row, rowHeight, onRange, chosen, onChoose, sort, onSort } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [column, setColumn] = useState(0);
  // no compiler memoizes here, so its functions need not be stable
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last + 1), [first, last, onRange]);

  const template = {
    gridTemplateColumns: columns
      .map(({ width, grow }) => (grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`))
      .join(' '),
    minWidth: columns.reduce((sum, { width }) => sum + width, 0),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (total === 0 || event.target !== event.currentTarget) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      const to = column + (event.key === 'ArrowLeft' ? -1 : 1);
      setColumn(Math.min(columns.length - 1, Math.max(0, to)));
      return;
    }
    const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? rowHeight) / rowHeight) - 1);
    const at = chosen ?? -1;
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: total - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(total - 1, Math.max(0, to));
    onChoose(next);
    virtual.scrollToIndex(next);
  };

  return (
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}-${column}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.head} role="row" aria-rowindex={1} style={template}>
        {columns.map((one) => (
          <HeadCell key={one.id} column={one} sort={sort} onSort={onSort} />
        ))}
      </div>
      <div className={styles.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const data = row(item.index);
          return (
            // the grid itself handles the keys
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={item.index}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={item.index === chosen}
              className={styles.row}
              style={{ ...template, height: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={() => onChoose(item.index)}
            >
              {columns.map((one, index) => (
                <div
                  key={one.id}
                  id={`${id}-${item.index}-${index}`}
                  role="gridcell"
                  aria-colindex={index + 1}
                  className={classes(
                    styles.cell,
                    one.number && styles.number,
                    item.index === chosen && index === column && styles.active,
                  )}
                >
                  {data === undefined ? <span className={styles.pending} /> : one.render(data)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: GridColumn<Row>;
  sort: GridSort | null;
  onSort?: (sort: GridSort) => void;
}) {
  const sorted = sort?.by === column.id ? sort : null;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
      className={classes(styles.headCell, column.number && styles.number)}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          className={styles.sort}
          onClick={() =>
            onSort({ by: column.id, descending: sorted ? !sorted.descending : Boolean(column.number) })
          }
        >
          {column.title}
          <Icon name={sorted && !sorted.descending ? 'arrowUp' : 'arrowDown'} size={12} />
        </button>
      ) : (
        column.title
      )}
    </div>
  );
}
