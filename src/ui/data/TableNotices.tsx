/** What was guessed about a table, and values in it that did not parse: with counts, and the list behind them. */
import type { DatasetSummary } from '../../workers/protocol';
import { count, counted } from '../shared/format';
import { Notice } from '../shared/Notice';
import styles from './data.module.css';
import { ListButton } from './ListButton';
import { ShowList } from './ShowList';

export function TableNotices({ table }: { table: NonNullable<DatasetSummary['table']> }) {
  const { notices } = table;
  if (notices.length === 0) return null;
  const total = notices.reduce((sum, notice) => sum + notice.count, 0);
  return (
    <Notice
      title={`${counted(total, 'note')} on the table.`}
      actions={
        <>
          <ShowList list="notices" title="Notes on the table" variant="secondary">
            Show them
          </ShowList>
          <ListButton list="notices" label="the notes on the table" />
        </>
      }
    >
      <ul className={styles.notes}>
        {notices.map(({ reason, count: times, line }) => (
          <li key={reason}>
            {reason}
            {times > 1 && ` ${count(times)} times, first on line ${count(line ?? 0)}.`}
            {times === 1 && line !== null && ` Line ${count(line)}.`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
