/** Asks before a run is deleted together with its weights and predictions. */
import { useState } from 'react';
import { toReport, type ErrorReport } from '../../core/errors';
import type { RunSummary } from '../../core/run/run';
import { runs } from '../../state/runs';
import { Button, Dialog, ErrorNotice, format } from '../shared';
import styles from './compare.module.css';
import { perform } from '../../state/perform';

export function DeleteDialog({ run, onClose }: { run: RunSummary; onClose: () => void }) {
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
    <Dialog title="Delete the run?" onClose={onClose}>
      <div className={styles.dialog}>
        <p>
          “{run.recipe.title}” of {format.dateTime(run.createdAt)} will be deleted from this machine, together
          with its weights and predictions. This cannot be undone.
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
