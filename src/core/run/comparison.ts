/** Runs side by side: what was set differently, what came out, and how much of a difference that is. */
import { toCsv, type CsvCell } from '../csv';
import { mcNemar, type McNemarResult } from '../metrics';
import { fieldTitle, recipeFieldText, varyingFields } from '../recipe/differences';
import { METRICS, type MetricId } from '../recipe/presets';
import { headFiguresOf, mainFigureOf, type HeadFigures } from './head-figures';
import type { Head } from './heads';
import { headlineMetrics, metricValue, secondsAnEpoch } from './metric-values';
import { rightRows } from './paired-difference';
import { headResultsOf } from './results';
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
  /** The first one, which the figures are of. */
  head: Head;
  validation: HeadFigures;
  /** null where the run has no test side. */
  test: HeadFigures | null;
  /** Validation film's key → whether it is right: its class, or all of its labels. Empty for values. */
  right: ReadonlyMap<string, boolean>;
}

/** Computes from the predictions all that a comparison shows of a run. */
export function comparedRun(run: Run): ComparedRun {
  const results = headResultsOf(run, 'validation');
  const right = rightRows(results);
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
    head: run.heads[0],
    validation: headFiguresOf(run, 'validation'),
    test: run.sizes.test > 0 ? headFiguresOf(run, 'test') : null,
    right: new Map(right ? results.keys.map((key, row) => [key, right[row] === 1]) : []),
  };
}

/** A run's figure on one side by the metric's name; NaN where it has none. */
export function comparedValue(run: ComparedRun, metric: MetricId, side: 'validation' | 'test'): number {
  const figures = run[side];
  return figures ? metricValue(figures, metric, run.head) : NaN;
}

/** The metrics that any of the runs has, in their usual order. */
export function comparedMetrics(runs: readonly ComparedRun[]): MetricId[] {
  return [...new Set(runs.flatMap((run) => headlineMetrics(run.head)))];
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
  const lead = sharedLead(runs.map(({ title }) => title));
  for (const run of runs) {
    const alike = runs.filter((other) => other.title === run.title);
    const fields = alike.length > 1 ? varyingFields(alike.map((one) => one.recipe)) : [];
    const settings = fields.map(
      (path) => `${fieldTitle(path).toLowerCase()} ${recipeFieldText(run.recipe, path)}`,
    );
    labels.set(run.id, settings.join(', ') || run.title.slice(lead.length));
  }
  const seen = new Map<string, number>();
  for (const [id, label] of labels) {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    if (times > 1) labels.set(id, `${label} (${times})`);
  }
  return labels;
}

/** "Fits: " where all titles begin with it: runs of one preset are told apart by what follows. */
function sharedLead(titles: readonly string[]): string {
  const lead = /^.+?: /.exec(titles[0] ?? '')?.[0] ?? '';
  return titles.length > 1 && titles.every((title) => title.startsWith(lead)) ? lead : '';
}

/** The comparison as a table of plain values: one row a run, the settings that differ, then the figures. */
export function comparisonTable(runs: readonly ComparedRun[]): { header: string[]; rows: CsvCell[][] } {
  const varying = varyingFields(runs.map((run) => run.recipe));
  const metrics = comparedMetrics(runs);
  const sides = runs.some((run) => run.test !== null)
    ? (['validation', 'test'] as const)
    : (['validation'] as const);
  const header = [
    'run',
    'made',
    ...varying.map(fieldTitle),
    'validation films',
    ...sides.flatMap((side) => metrics.map((metric) => `${side} ${inText(metric)}`)),
    'validation figure of always the same answer',
    'kept epoch',
    'seconds an epoch',
    'backend',
    'device',
  ];
  const rows = runs.map((run): CsvCell[] => {
    return [
      run.title,
      run.createdAt,
      ...varying.map((path) => recipeFieldText(run.recipe, path)),
      run.validation.samples,
      ...sides.flatMap((side) => metrics.map((metric) => figure(comparedValue(run, metric, side)))),
      figure(mainFigureOf(run.validation).baseline),
      run.keptEpoch,
      figure(secondsAnEpoch(run)),
      run.device.backend,
      run.device.device,
    ];
  });
  return { header, rows };
}

/** As it stands within a sentence: "accuracy", "mAP". */
function inText(metric: MetricId): string {
  return METRICS[metric].title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
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
