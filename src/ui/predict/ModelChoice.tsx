/** Shown while no model is open: open a ZIP, or use one of the page's runs. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { prediction } from '../../state/prediction';
import { isUsable, runs } from '../../state/runs';
import { settings } from '../../state/settings';
import { runTitle } from '../runs/RunPicker';
import { useRunList } from '../runs/useRun';
import { ActionButton, Button, EmptyState, SelectField } from '../shared';
import styles from './predict.module.css';
import { perform } from '../../state/perform';

export function ModelChoice() {
  return (
    <EmptyState
      title="Predict needs a model"
      icon="predict"
      actions={
        <>
          <ActionButton action="predict.open-model" variant="primary" icon="file" />
          <RunChoice />
        </>
      }
    >
      Open a model ZIP that was exported here, or use a run from this page. Then drop unlabelled posters to
      see their predicted probabilities. No poster leaves this machine.
    </EmptyState>
  );
}

/** Opens the model of a run. */
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
        waitsFor={busy ? 'Wait for the running task to finish.' : null}
        onClick={() =>
          perform(() => prediction.getState().openRun(run.id, run.recipe.title, settings.getState().backend))
        }
      >
        Use this run
      </Button>
    </span>
  );
}
