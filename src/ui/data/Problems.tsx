/** Every row that could not be used, with its line in the file and the reason. */
import { useState } from 'react';
import type { Problem } from '../../core/films/film';
import { openInspector } from '../../state/ui';
import { count, counted } from '../shared/format';
import { Inspector } from '../shared/Inspector';
import { EmptyState } from '../shared/EmptyState';
import { ErrorNotice } from '../shared/Notice';
import { Facts } from '../shared/Section';
import { VirtualGrid, type GridColumn } from '../shared/VirtualGrid';
import styles from './data.module.css';
import { ListButton } from './ListButton';
import { useRows, type RowQuery } from './useRows';

const QUERY: RowQuery = { view: 'unusable', search: '', genre: null, poster: 'any', sort: null };

const COLUMNS: GridColumn<Problem>[] = [
  {
    id: 'line',
    title: 'Line',
    width: 84,
    number: true,
    render: (problem) => <span>{problem.line === null ? '–' : count(problem.line)}</span>,
  },
  {
    id: 'reason',
    title: 'Reason',
    width: 240,
    grow: 2,
    render: (problem) => <span title={problem.reason}>{problem.reason}</span>,
  },
  {
    id: 'found',
    title: 'What was found',
    width: 200,
    grow: 3,
    render: (problem) => <code title={problem.found}>{problem.found}</code>,
  },
];

export function Problems() {
  const rows = useRows(QUERY);
  const [chosen, setChosen] = useState<number | null>(null);
  if (rows.error)
    return (
      <div className={styles.page}>
        <ErrorNotice error={rows.error} />
      </div>
    );
  return (
    <div className={styles.full}>
      <div className={styles.remark}>
        <span>Rows that cannot be used are left out; all others are kept.</span>
        <output className={styles.total}>{counted(rows.total, 'row')}</output>
        <ListButton list="unusable-rows" label="the unusable rows" empty={rows.total === 0}>
          Download CSV
        </ListButton>
      </div>
      {rows.total === 0 ? (
        <EmptyState title="Every row is usable" icon="check">
          No row of the table was left out.
        </EmptyState>
      ) : (
        <VirtualGrid
          label="Unusable rows"
          columns={COLUMNS}
          total={rows.total}
          row={rows.problem}
          rowHeight={34}
          onRange={rows.show}
          chosen={chosen}
          onChoose={(index) => {
            setChosen(index);
            openInspector();
          }}
          sort={null}
        />
      )}
      <Inspector>
        <ProblemInspector problem={chosen === null ? undefined : rows.problem(chosen)} />
      </Inspector>
    </div>
  );
}

/** All cells of the selected row. */
function ProblemInspector({ problem }: { problem: Problem | undefined }) {
  if (!problem) return <p className={styles.muted}>Select a row to see all of it here.</p>;
  return (
    <div className={styles.film}>
      <h2>{problem.line === null ? 'Row' : `Line ${count(problem.line)}`}</h2>
      <p>{problem.reason}</p>
      <Facts
        items={[
          { name: 'Kind', text: problem.kind },
          { name: 'Found', text: <code>{problem.found}</code> },
        ]}
      />
    </div>
  );
}
