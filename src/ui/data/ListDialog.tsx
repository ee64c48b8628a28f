/** The beginning of one of the data set's lists, to look at before or in place of downloading it. */
import { useEffect, useState } from 'react';
import { toReport, type ErrorReport } from '../../core/errors';
import { CsvScanner } from '../../core/films/csv-scanner';
import type { ListId } from '../../engine/protocol';
import { listCsv } from '../../state/dataset';
import { Dialog } from '../shared/Dialog';
import { ErrorNotice } from '../shared/Notice';
import { Table, type Column } from '../shared/Table';
import styles from './data.module.css';
import { ListButton } from './ListButton';

const SHOWN = 100;
/** Bytes of the CSV that are read: enough for that many rows of any list. */
const READ = 200_000;

interface Line {
  index: number;
  cells: string[];
}

interface Listing {
  columns: Column<Line>[];
  lines: Line[];
  more: boolean;
}

/** Rows of a CSV's beginning; the last one is left out where the text ends within it. */
export function readListing(text: string, whole: boolean): Listing {
  const rows: string[][] = [];
  const scanner = new CsvScanner(',', {
    row: (cells) => rows.push([...cells]),
    // our own CSV has no broken lines, but the cut one at the end
    broken: () => undefined,
  });
  scanner.push(text);
  if (whole) scanner.end();
  const [head = [], ...body] = rows;
  return {
    columns: head.map((title, at): Column<Line> => ({
      id: title,
      title: title.replace(/^\ufeff/, ''),
      header: at === 0,
      render: (line) => line.cells[at],
    })),
    lines: body.slice(0, SHOWN).map((cells, index) => ({ index, cells })),
    more: !whole || body.length > SHOWN,
  };
}

export interface ListDialogProps {
  list: ListId;
  title: string;
  onClose: () => void;
}

export function ListDialog({ list, title, onClose }: ListDialogProps) {
  const [listing, setListing] = useState<Listing | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  useEffect(() => {
    let current = true;
    const load = async () => {
      try {
        const blob = await listCsv(list);
        const text = await blob.slice(0, READ).text();
        if (current) setListing(readListing(text, blob.size <= READ));
      } catch (thrown) {
        if (current) setError(toReport(thrown));
      }
    };
    void load();
    return () => {
      current = false;
    };
  }, [list]);
  return (
    <Dialog title={title} onClose={onClose} wide>
      <div className={styles.film}>
        {error && <ErrorNotice error={error} />}
        {listing && (
          <>
            <Table
              caption={title}
              columns={listing.columns}
              rows={listing.lines}
              rowKey={(line) => String(line.index)}
            />
            {listing.more && <p className={styles.small}>The first {listing.lines.length} are shown.</p>}
          </>
        )}
        <div>
          <ListButton list={list} label={title}>
            Download CSV
          </ListButton>
        </div>
      </div>
    </Dialog>
  );
}
