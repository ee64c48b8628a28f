/** Shows the beginning of one of the data set's lists; the whole list can be downloaded. */
import { useEffect, useState } from 'react';
import { toReport, type ErrorReport } from '../../core/errors';
import type { ListId } from '../../workers/protocol';
import { listCsv } from '../../state/dataset';
import { Dialog } from '../shared/Dialog';
import { ErrorNotice } from '../shared/Notice';
import { Table } from '../shared/Table';
import styles from './data.module.css';
import { ListButton } from './ListButton';
import { LISTING_BYTES, readListing, type Listing } from './listing';
import { perform } from '../../state/perform';

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
        const text = await blob.slice(0, LISTING_BYTES).text();
        if (current) setListing(readListing(text, blob.size <= LISTING_BYTES));
      } catch (thrown) {
        if (current) setError(toReport(thrown));
      }
    };
    perform(load);
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
