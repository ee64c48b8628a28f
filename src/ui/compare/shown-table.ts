/** Which experiment Compare shows, and its table: the same for the view and for downloads. */
import { experimentTable, type ExperimentTable } from '../../core/experiments/table';
import { PRESETS, type Preset } from '../../core/presets';
import { experimentRows, rowsOfPreset } from '../../state/experiment-rows';
import type { RunSummary } from '../../core/run/run';
import { isUsable, runs } from '../../state/runs';
import { compareView } from './view';

/** Presets that have a usable run, the most recently run first. */
export function presetsRun(list: readonly RunSummary[]): Preset[] {
  const ids = new Set(list.filter(isUsable).flatMap(({ experiment }) => (experiment ? [experiment.id] : [])));
  return [...ids].flatMap((id) => PRESETS.filter((preset) => preset.id === id));
}

/** The chosen preset if it has been run, otherwise the one run last; null if none has been run. */
export function shownPreset(list: readonly RunSummary[], chosen: string | null): Preset | null {
  const presets = presetsRun(list);
  return presets.find(({ id }) => id === chosen) ?? presets[0] ?? null;
}

/** The stores that {@link shownTable} reads. */
export const SHOWN_TABLE_READS = [runs, compareView, experimentRows];

/** The rows computed so far; null if there is no experiment. */
export function shownTable(): ExperimentTable | null {
  const { list } = runs.getState();
  const preset = shownPreset(list, compareView.getState().experiment);
  return preset && experimentTable(preset, rowsOfPreset(preset, list, experimentRows.getState().byKey));
}
