/** Changes the title of a run. */
import { useState } from 'react';
import { toReport, type ErrorReport } from '../../core/errors';
import { modelFiles } from '../../state/model-files';
import type { RunSummary } from '../../core/run/run';
import { runs } from '../../state/runs';
import { Button, Dialog, ErrorNotice, TextField } from '../shared';
import styles from './compare.module.css';
import { perform } from '../../state/perform';

export function RenameDialog({ run, onClose }: { run: RunSummary; onClose: () => void }) {
  const [title, setTitle] = useState(run.recipe.title);
  const [error, setError] = useState<ErrorReport | null>(null);
  const empty = title.trim() === '';
  const rename = async () => {
    if (empty) return;
    try {
      await runs.getState().rename(run.id, title.trim());
      // its model card has the old title
      modelFiles.setState(({ file }) => ({ file: file?.runId === run.id ? null : file }));
      onClose();
    } catch (thrown) {
      setError(toReport(thrown));
    }
  };
  return (
    <Dialog title="Rename the run" onClose={onClose}>
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          perform(rename);
        }}
      >
        <TextField label="Title" value={title} onChange={setTitle} error={empty ? 'Enter a title.' : null} />
        {error && <ErrorNotice error={error} />}
        <div className={styles.dialogButtons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" waitsFor={empty ? 'Enter a title.' : null}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
