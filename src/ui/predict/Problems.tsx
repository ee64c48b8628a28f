/** Files that could not be read as posters, each with the reason; the others are predicted. */
import { useStore } from 'zustand';
import type { Problem } from '../../core/films/film';
import { toCsv } from '../../core/csv';
import { prediction } from '../../state/prediction';
import { Button, format, Section, Table, type Column } from '../shared';
import { downloadBlob } from '../shared/download';

const SHOWN = 200;

const COLUMNS: readonly Column<Problem>[] = [
  { id: 'file', title: 'File', header: true, render: (problem) => problem.file },
  { id: 'reason', title: 'Reason', render: (problem) => problem.reason },
];

function problemsCsv(problems: readonly Problem[]): string {
  return toCsv(
    ['file', 'kind', 'reason', 'found'],
    problems.map(({ file, kind, reason, found }) => [file, kind, reason, found]),
    { formulas: 'guard' },
  );
}

export function Problems() {
  const problems = useStore(prediction, (state) => state.problems);
  if (problems.length === 0) return null;
  return (
    <Section
      title={`${format.counted(problems.length, 'file')} left out`}
      hint={problems.length > SHOWN ? `The first ${SHOWN} are shown; the CSV lists all of them.` : undefined}
      actions={
        <Button
          size="small"
          icon="download"
          onClick={() =>
            downloadBlob(new Blob([problemsCsv(problems)], { type: 'text/csv' }), 'left-out.csv')
          }
        >
          CSV
        </Button>
      }
    >
      <Table
        caption="Files left out, with reasons"
        columns={COLUMNS}
        rows={problems.slice(0, SHOWN)}
        rowKey={(problem) => `${problem.file} ${problem.kind}`}
      />
    </Section>
  );
}
