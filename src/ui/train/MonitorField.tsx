/** A choice of the validation metrics that the recipe's task has. */
import { useStore } from 'zustand';
import type { Monitor } from '../../core/metrics/facts';
import { recipeStore } from '../../state/recipe';
import { SelectField } from '../shared';
import { monitorChoices, monitorError } from './monitor-choices';

export interface MonitorFieldProps {
  label: string;
  id: string;
  value: Monitor;
  onChange: (metric: Monitor) => void;
  hint?: string;
}

export function MonitorField({ value, ...field }: MonitorFieldProps) {
  const task = useStore(recipeStore, (state) => state.recipe.task);
  return (
    <SelectField
      {...field}
      value={value}
      options={monitorChoices(task, value)}
      error={monitorError(task, value)}
    />
  );
}
