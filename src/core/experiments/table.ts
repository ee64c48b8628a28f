/** An experiment's table: its runs in the write-up's order, the columns that they have, and the published figures. */
import type { Preset, PresetRun, PublishedFigure } from '../presets';
import type { Run } from '../run/run';
import { columnKey, type ColumnId, type ExperimentRow, type Measured } from './row';

export interface TableRow {
  run: PresetRun;
  /** Null if the run does not exist or its row is not computed yet. */
  row: ExperimentRow | null;
}

export interface ExperimentTable {
  preset: Preset;
  rows: TableRow[];
  columns: ColumnId[];
}

/** @param rows by the run's id within the preset. */
export function experimentTable(preset: Preset, rows: ReadonlyMap<string, ExperimentRow>): ExperimentTable {
  const found = new Map<string, ColumnId>();
  for (const { measured } of rows.values())
    for (const { metric, kind, head } of measured)
      found.set(columnKey({ metric, head }), { metric, kind, head });
  const columns = [...found.values()];
  const published = new Set(
    preset.runs.flatMap((run) => run.published.map(({ metric, label }) => (label ? '' : metric))),
  );
  // the metrics that the write-up reports come first
  const rank = ({ metric }: ColumnId) => Number(!published.has(metric));
  return {
    preset,
    rows: preset.runs.map((run) => ({ run, row: rows.get(run.id) ?? null })),
    columns: columns.toSorted((a, b) => rank(a) - rank(b)),
  };
}

export function measuredIn(row: ExperimentRow | null, column: ColumnId): Measured | null {
  return row?.measured.find((one) => columnKey(one) === columnKey(column)) ?? null;
}

/** The published figure for a column, taken from the run itself. */
export function publishedIn(run: PresetRun, metric: ColumnId['metric']): PublishedFigure | null {
  return run.published.find((one) => one.metric === metric && one.label === undefined) ?? null;
}

/** The part of a stored run that is needed to choose between runs. */
export type Choosable = Pick<Run, 'id' | 'createdAt' | 'experiment' | 'fingerprint'>;

/**
 * The newest stored run for each of a preset's runs. Runs are chosen even if their data differ from the first row's;
 * the row then says that the films differ.
 */
export function newestOfEach<R extends Choosable>(preset: Preset, stored: readonly R[]): Map<string, R> {
  const newest = new Map<string, R>();
  for (const run of stored) {
    if (run.experiment?.id !== preset.id) continue;
    const there = newest.get(run.experiment.run);
    if (!there || run.createdAt > there.createdAt) newest.set(run.experiment.run, run);
  }
  return newest;
}

/** The run that the others are compared with: the first that exists. */
export function baseOf<R>(preset: Preset, chosen: ReadonlyMap<string, R>): R | null {
  const first = preset.runs.find((run) => chosen.has(run.id));
  return (first && chosen.get(first.id)) ?? null;
}
