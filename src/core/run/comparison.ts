/** Runs side by side: what was set differently, what came out, and how much of a difference that is. */
import { toCsv, type CsvCell } from '../csv';
import { argmaxRows, mcNemar, type McNemarResult } from '../metrics';
import { fieldText, fieldTitle, recipeFields, varyingFields } from '../recipe/differences';
import type { Figures } from './figures';
import { figuresOf } from './figures';
import { rowsOf } from './results';
import type { Run } from './run';

/** What a comparison keeps of a run; its predictions are let go. */
export interface ComparedRun {
  id: string;
  title: string;
  createdAt: string;
  status: Run['status'];
  recipe: Run['recipe'];
  device: Run['device'];
  history: Run['history'];
  fingerprint: string;
  keptEpoch: number;
  validation: Figures;
  /** null where the run has no test side. */
  test: Figures | null;
  /** Validation film's key → whether it is right. */
  right: ReadonlyMap<string, boolean>;
}

/** Computes from the predictions all that a comparison shows of a run. */
export function comparedRun(run: Run): ComparedRun {
  const { predictions, classNames } = run;
  const predicted = argmaxRows(predictions.probabilities, classNames.length);
  const right = new Map<string, boolean>();
  for (const row of rowsOf(run, 'validation'))
    right.set(predictions.keys[row], predicted[row] === predictions.actual[row]);
  return {
    id: run.id,
    title: run.recipe.title,
    createdAt: run.createdAt,
    status: run.status,
    recipe: run.recipe,
    device: run.device,
    history: run.history,
    fingerprint: run.fingerprint,
    keptEpoch: run.keptEpoch,
    validation: figuresOf(run, 'validation'),
    test: run.sizes.test > 0 ? figuresOf(run, 'test') : null,
    right,
  };
}

/** Mean seconds of an epoch; NaN where there was none. */
export function secondsAnEpoch({ history }: Pick<Run, 'history'>): number {
  return history.reduce((sum, record) => sum + record.seconds, 0) / history.length;
}

/**
 * McNemar's test on the validation films that both runs have; null where they were not given the same films, so
 * that their figures cannot be compared film by film.
 */
export function differenceTest(one: ComparedRun, other: ComparedRun): McNemarResult | null {
  if (one.right.size === 0 || one.right.size !== other.right.size) return null;
  const first: number[] = [];
  const second: number[] = [];
  for (const [key, right] of one.right) {
    const also = other.right.get(key);
    if (also === undefined) return null;
    first.push(Number(right));
    second.push(Number(also));
  }
  return mcNemar(new Uint8Array(first.length).fill(1), first, second);
}

/** A name for each run that tells it from the others: its title, or what was set differently where titles are alike. */
export function runLabels(
  runs: readonly Pick<ComparedRun, 'id' | 'title' | 'recipe' | 'createdAt'>[],
): Map<string, string> {
  const labels = new Map<string, string>();
  for (const run of runs) {
    const alike = runs.filter((other) => other.title === run.title);
    const fields = alike.length > 1 ? varyingFields(alike.map((one) => one.recipe)) : [];
    const own = recipeFields(run.recipe);
    const settings = fields.map(
      (path) => `${fieldTitle(path).toLowerCase()} ${fieldText(own.get(path), path)}`,
    );
    labels.set(run.id, settings.join(', ') || run.title);
  }
  const seen = new Map<string, number>();
  for (const [id, label] of labels) {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    if (times > 1) labels.set(id, `${label} (${times})`);
  }
  return labels;
}

/** The comparison as a table of plain values: one row a run, the settings that differ, then the figures. */
export function comparisonTable(runs: readonly ComparedRun[]): { header: string[]; rows: CsvCell[][] } {
  const varying = varyingFields(runs.map((run) => run.recipe));
  const withTest = runs.some((run) => run.test !== null);
  const header = [
    'run',
    'made',
    ...varying.map(fieldTitle),
    'validation films',
    'validation accuracy',
    'validation top-3',
    'validation macro F1',
    'validation log loss',
    'majority class',
    ...(withTest ? ['test accuracy', 'test top-3'] : []),
    'kept epoch',
    'seconds an epoch',
    'backend',
    'device',
  ];
  const rows = runs.map((run): CsvCell[] => {
    const fields = recipeFields(run.recipe);
    return [
      run.title,
      run.createdAt,
      ...varying.map((path) => fieldText(fields.get(path), path)),
      run.validation.samples,
      figure(run.validation.accuracy),
      figure(run.validation.top3),
      figure(run.validation.macroF1),
      figure(run.validation.logLoss),
      figure(run.validation.majority.accuracy),
      ...(withTest ? [figure(run.test?.accuracy), figure(run.test?.top3)] : []),
      run.keptEpoch,
      figure(secondsAnEpoch(run)),
      run.device.backend,
      run.device.device,
    ];
  });
  return { header, rows };
}

function figure(value: number | undefined): CsvCell {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(6));
}

export function comparisonCsv(runs: readonly ComparedRun[]): string {
  const { header, rows } = comparisonTable(runs);
  return toCsv(header, rows);
}

/** A Markdown table; bars in cells are escaped. */
export function comparisonMarkdown(runs: readonly ComparedRun[]): string {
  const { header, rows } = comparisonTable(runs);
  const cell = (value: CsvCell) =>
    String(value ?? '')
      .replaceAll('|', '\\|')
      .replaceAll(/\s+/g, ' ');
  const line = (cells: readonly CsvCell[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line), ''].join('\n');
}
