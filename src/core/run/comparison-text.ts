/** Texts for comparing runs: their names, and a table for export with the settings that differ and the figures. */
import { toCsv, type CsvCell } from '../csv';
import { fieldTitle, recipeFields, varyingFields } from '../recipe/differences';
import { recipeFieldText } from '../recipe/field-text';
import { inSentence } from '../metrics';
import { columnValue, comparedMetrics, type ComparedRun } from './comparison';
import { mainFigureOf } from './head-figures';
import { secondsAnEpoch } from './metric-values';

/** A distinct name for each run: its title, or the settings that differ if titles are equal. */
export function runLabels(
  runs: readonly Pick<ComparedRun, 'id' | 'title' | 'recipe' | 'createdAt'>[],
): Map<string, string> {
  const labels = new Map<string, string>();
  const lead = sharedLead(runs.map(({ title }) => title));
  for (const run of runs) {
    const alike = runs.filter((other) => other.title === run.title);
    const fields = alike.length > 1 ? varyingFields(alike.map((one) => one.recipe)) : [];
    const own = recipeFields(run.recipe);
    const settings = fields.map(
      (path) => `${fieldTitle(path).toLowerCase()} ${recipeFieldText(run.recipe, path, own)}`,
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

/** "Fits: " if all titles begin with it; runs of one preset are named by the rest of their title. */
function sharedLead(titles: readonly string[]): string {
  const lead = /^.+?: /.exec(titles[0] ?? '')?.[0] ?? '';
  return titles.length > 1 && titles.every((title) => title.startsWith(lead)) ? lead : '';
}

/**
 * The comparison as a table of plain values: one row per run, the settings that differ, then the figures.
 * @param further also include metrics that are not headlines.
 */
function comparisonTable(
  runs: readonly ComparedRun[],
  further = false,
): { header: string[]; rows: CsvCell[][] } {
  const varying = varyingFields(runs.map((run) => run.recipe));
  const metrics = comparedMetrics(runs, further);
  const sides = runs.some((run) => run.test !== null)
    ? (['validation', 'test'] as const)
    : (['validation'] as const);
  const header = [
    'run',
    'made',
    ...varying.map(fieldTitle),
    'validation films',
    ...sides.flatMap((side) => metrics.map(({ title }) => `${side} ${inSentence(title)}`)),
    'validation figure of always the same answer',
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
      ...varying.map((path) => recipeFieldText(run.recipe, path, fields)),
      run.validation.samples,
      ...sides.flatMap((side) => metrics.map((metric) => figure(columnValue(run, metric, side)))),
      figure(mainFigureOf(run.validation).baseline),
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

export function comparisonCsv(runs: readonly ComparedRun[], further = false): string {
  const { header, rows } = comparisonTable(runs, further);
  return toCsv(header, rows, { formulas: 'guard' });
}

/** A Markdown table; bars in cells are escaped. */
export function comparisonMarkdown(runs: readonly ComparedRun[], further = false): string {
  const { header, rows } = comparisonTable(runs, further);
  const cell = (value: CsvCell) =>
    String(value ?? '')
      .replaceAll('|', '\\|')
      .replaceAll(/\s+/g, ' ');
  const line = (cells: readonly CsvCell[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line), ''].join('\n');
}
