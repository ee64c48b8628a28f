/** Runs that ended before there was anything to compare: when, why, and a button to delete them. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { runService } from '../../state/page-runs';
import { isTraining } from '../../state/run-views';
import type { RunSummary } from '../../core/run/run';
import { isUsable, runs } from '../../state/runs';
import { format, IconButton, Section, Table, type Column } from '../shared';
import { DeleteDialog } from './DeleteDialog';

export function FailedRuns() {
  const list = useStore(runs, (state) => state.list);
  const going = useStore(runService, (state) => (isTraining(state) ? state.live.runId : null));
  const [asked, setAsked] = useState<RunSummary | null>(null);
  const failed = list.filter((run) => run.status !== 'running' && !isUsable(run) && run.id !== going);
  if (failed.length === 0) return null;
  const columns: Column<RunSummary>[] = [
    ...COLUMNS,
    {
      id: 'do',
      title: 'Edit',
      render: (run) => (
        <IconButton
          label={`Delete ${run.recipe.title}, ${format.dateTime(run.createdAt)}`}
          icon="trash"
          size="small"
          onClick={() => setAsked(run)}
        />
      ),
    },
  ];
  return (
    <Section title="Not finished">
      <Table caption="Runs that did not finish" columns={columns} rows={failed} rowKey={(run) => run.id} />
      {asked && <DeleteDialog run={asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

const COLUMNS: readonly Column<RunSummary>[] = [
  { id: 'run', title: 'Run', header: true, render: (run) => run.recipe.title },
  { id: 'made', title: 'Started', render: (run) => format.dateTime(run.createdAt) },
  { id: 'epochs', title: 'Epochs', number: true, render: (run) => format.count(run.history.length) },
  {
    id: 'why',
    title: 'Why it ended',
    render: (run) => run.error?.message ?? 'The training was interrupted.',
  },
];
