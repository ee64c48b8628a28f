/**
 * The sweep over k as lines: from runs that differ only in k, or from one run that also measured other k. The published
 * values for each k are included.
 */
import { varyingFields } from '../recipe/differences';
import { metricFacts, type HeadMetric } from '../metrics';
import type { Preset } from '../presets';
import type { Run } from '../run/run';
import type { SplitName } from '../splits/split-name';
import { SWEPT } from '../run/sweep';
import { headsOf, titleIn } from '../tasks/monitors';
import type { ExperimentRow } from './row';
import { publishedIn } from './table';

export interface SweepLine {
  metric: HeadMetric;
  /** In ascending order of k. */
  points: { k: number; value: number }[];
  published: { k: number; value: number }[];
}

/**
 * Null if there is no sweep. @param rows by the run's id within the preset. @param one the preset's first run, if
 * stored.
 */
export function sweepLines(
  preset: Preset,
  rows: ReadonlyMap<string, ExperimentRow>,
  one: Pick<Run, 'sweep'> | null,
  side: SplitName,
): SweepLine[] | null {
  const swept = isSweep(preset)
    ? ofRuns(preset, rows)
    : one?.sweep
      ? ofSweep(
          preset,
          one.sweep.filter(({ split }) => split === side),
        )
      : [];
  const lines = swept
    .filter(({ points }) => points.length > 1)
    .map((line) => ({
      metric: line.metric,
      points: line.points.toSorted((a, b) => a.k - b.k),
      published: publishedOf(preset, line.metric),
    }));
  return lines.length > 0 ? lines : null;
}

function isSweep(preset: Preset): boolean {
  return varyingFields(preset.runs.map(({ recipe }) => recipe)).join() === 'model.k';
}

function kOf({ recipe: { model } }: Preset['runs'][number]): number {
  return model.kind === 'neighbours' ? model.k : NaN;
}

/** The metrics to draw. All are shares, so that they fit on one axis. */
function drawn({ recipe: { task } }: Preset): HeadMetric[] {
  const swept: readonly HeadMetric[] = SWEPT[headsOf(task)[0].kind];
  return swept.filter((metric) => metricFacts(metric).shown !== 'value');
}

function ofRuns(preset: Preset, rows: ReadonlyMap<string, ExperimentRow>): Omit<SweepLine, 'published'>[] {
  return drawn(preset).map((metric) => ({
    metric,
    points: preset.runs.flatMap((run) => {
      const value = rows.get(run.id)?.measured.find((one) => one.metric === metric)?.value;
      return value === undefined || Number.isNaN(value) ? [] : [{ k: kOf(run), value }];
    }),
  }));
}

function ofSweep(preset: Preset, points: NonNullable<Run['sweep']>): Omit<SweepLine, 'published'>[] {
  return drawn(preset).map((metric) => ({
    metric,
    points: points.flatMap(({ k, figures }) => {
      const value = figures[metric];
      return value === undefined || Number.isNaN(value) ? [] : [{ k, value }];
    }),
  }));
}

function publishedOf(preset: Preset, metric: HeadMetric): SweepLine['published'] {
  return preset.runs
    .flatMap((run) => {
      const found = publishedIn(run, metric);
      return found ? [{ k: kOf(run), value: found.value }] : [];
    })
    .toSorted((a, b) => a.k - b.k);
}

/** "At least one match". */
export function sweepTitle({ metric }: SweepLine, { recipe }: Preset): string {
  return titleIn(recipe.task, metric);
}
