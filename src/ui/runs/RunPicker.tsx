/** Selects one of the runs that have predictions, newest first. */
import { useStore } from 'zustand';
import type { RunSummary } from '../../core/run/run';
import { isUsable, runs } from '../../state/runs';
import { format, SelectField } from '../shared';

export function runTitle(run: RunSummary): string {
  const stopped = run.status === 'stopped' ? ', stopped' : '';
  return `${run.recipe.title}, ${format.dateTime(run.createdAt)}${stopped}`;
}

export function RunPicker({ onPick }: { onPick?: () => void }) {
  const list = useStore(runs, (state) => state.list);
  const selected = useStore(runs, (state) => state.selectedId);
  const usable = list.filter(isUsable);
  return (
    <SelectField
      label="Run"
      labelHidden
      id="run"
      value={selected ?? ''}
      options={usable.map((run) => ({ value: run.id, label: runTitle(run) }))}
      onChange={(id) => {
        runs.getState().select(id);
        onPick?.();
      }}
    />
  );
}
