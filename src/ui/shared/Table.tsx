/**
 * Small tables: columns described once, rows as data, numbers right-aligned, columns sortable on request. For long data
 * use a virtualised grid.
 */
import { useState, type ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './Icon';
import styles from './Table.module.css';

export interface Column<Row> {
  id: string;
  title: string;
  /** Right-aligned numbers. */
  number?: boolean;
  render: (row: Row) => ReactNode;
  /** Makes the column sortable. */
  sortBy?: (row: Row) => number | string;
  /** This column names the row. */
  header?: boolean;
  width?: string;
}

export interface TableProps<Row> {
  /** What the table shows, for assistive technology. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  const [sort, setSort] = useState<{ id: string; descending: boolean } | null>(null);
  const by = columns.find((column) => column.id === sort?.id)?.sortBy;
  const shown = by ? [...rows].sort((a, b) => compare(by(a), by(b)) * (sort?.descending ? -1 : 1)) : rows;
  return (
    // focusable, so that it can be scrolled by keyboard if it is too wide
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.wrap} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const sorted = sort?.id === column.id;
              const direction = sort?.descending ? 'descending' : 'ascending';
              return (
                <th
                  key={column.id}
                  scope="col"
                  style={{ width: column.width }}
                  className={classes(column.number && styles.number)}
                  aria-sort={sorted ? direction : undefined}
                >
                  {column.sortBy ? (
                    <button
                      type="button"
                      className={styles.sort}
                      data-sorted={sorted || undefined}
                      onClick={() =>
                        setSort({
                          id: column.id,
                          descending: sorted ? !sort.descending : Boolean(column.number),
                        })
                      }
                    >
                      {column.title}
                      <Icon name={sorted && !sort.descending ? 'arrowUp' : 'arrowDown'} size={12} />
                    </button>
                  ) : (
                    column.title
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) =>
                column.header ? (
                  <th key={column.id} scope="row" className={classes(column.number && styles.number)}>
                    {column.render(row)}
                  </th>
                ) : (
                  <td key={column.id} className={classes(column.number && styles.number)}>
                    {column.render(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}
