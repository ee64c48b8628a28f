/** Where there is no model yet: a ZIP, or a run of this page. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { prediction } from '../../state/prediction';
import { isUsable, runs } from '../../state/runs';
import { settings } from '../../state/settings';
import { runTitle } from '../evaluate/RunPicker';
import { useRunList } from '../evaluate/useRun';
import { ActionButton, Button, SelectField } from '../shared';
import styles from './predict.module.css';

export function ModelChoice() {
  return (
    <section className={styles.choice} aria-label="Model">
      <h2>Which model shall predict?</h2>
      <p>
        Open a model ZIP that was exported here, or take a run of this page. Then drop posters: none leaves
        the machine.
      </p>
      <div className={styles.choices}>
        <ActionButton action="predict.open-model" variant="primary" icon="file" />
        <RunChoice />
      </div>
    </section>
  );
}

/** Takes a run's model. */
export function RunChoice() {
  useRunList();
  const list = useStore(runs, (state) => state.list).filter(isUsable);
  const selected = useStore(runs, (state) => state.selectedId);
  const busy = useStore(prediction, (state) => state.busy);
  const [picked, setPicked] = useState<string | null>(null);
  const run = list.find((one) => one.id === (picked ?? selected)) ?? list[0];
  if (!run) return null;
  return (
    <span className={styles.runChoice}>
      <SelectField
        label="Run"
        labelHidden
        value={run.id}
        options={list.map((one) => ({ value: one.id, label: runTitle(one) }))}
        onChange={setPicked}
      />
      <Button
        waitsFor={busy ? 'Wait until what is running has ended.' : null}
        onClick={() =>
          void prediction.getState().openRun(run.id, run.recipe.title, settings.getState().backend)
        }
      >
        Use this run
      </Button>
    </span>
  );
}
