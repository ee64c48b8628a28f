/** Stored runs that this version cannot read: which, when, why, and a button to delete them. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { toReport, type ErrorReport } from '../../core/errors';
import type { UnreadableRun } from '../../core/run/run';
import { perform } from '../../state/perform';
import { runs } from '../../state/runs';
import { Button, Dialog, ErrorNotice, format, IconButton, Section, Table, type Column } from '../shared';
import styles from './runs.module.css';

export function UnreadableRuns() {
  const list = useStore(runs, (state) => state.unreadable);
  const [asked, setAsked] = useState<UnreadableRun | null>(null);
  if (list.length === 0) return null;
  const columns: Column<UnreadableRun>[] = [
    { id: 'run', title: 'Run', header: true, render: (run) => run.title ?? run.id },
    { id: 'id', title: 'Id', render: (run) => run.id },
    { id: 'made', title: 'Started', render: madeText },
    { id: 'why', title: 'Why it cannot be read', render: (run) => run.reason.message },
    {
      id: 'do',
      title: 'Edit',
      render: (run) => (
        <IconButton
          label={`Delete the unreadable run ${run.title ?? run.id}`}
          icon="trash"
          size="small"
          onClick={() => setAsked(run)}
        />
      ),
    },
  ];
  return (
    <Section title="Runs that cannot be read" hint="They stay on this machine until you delete them.">
      <Table
        caption="Stored runs that cannot be read"
        columns={columns}
        rows={list}
        rowKey={(run) => run.id}
      />
      {asked && <DeleteUnreadable run={asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

function madeText({ createdAt }: UnreadableRun): string {
  return createdAt === null || Number.isNaN(Date.parse(createdAt)) ? 'unknown' : format.dateTime(createdAt);
}

function DeleteUnreadable({ run, onClose }: { run: UnreadableRun; onClose: () => void }) {
  const [error, setError] = useState<ErrorReport | null>(null);
  const remove = async () => {
    try {
      await runs.getState().remove(run.id);
      onClose();
    } catch (thrown) {
      setError(toReport(thrown));
    }
  };
  return (
    <Dialog title="Delete the run that cannot be read?" onClose={onClose}>
      <div className={styles.dialog}>
        <p>
          “{run.title ?? run.id}” will be deleted from this machine. A newer version of this page might still
          be able to read it. This cannot be undone.
        </p>
        {error && <ErrorNotice error={error} />}
        <div className={styles.dialogButtons}>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" icon="trash" onClick={() => perform(remove)}>
            Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
