/** An experiment's table as a file: CSV with every number in its own cell, Markdown for reading. */
import { toCsv, type CsvCell } from '../csv';
import { differenceText, figureText, metricFacts, type MetricId } from '../metrics';
import { figureTitle, publishedText, sourceText } from '../presets';
import { effectsOf } from './effects';
import { columnTitle, type ExperimentRow } from './row';
import { measuredIn, publishedIn, type ExperimentTable } from './table';

/** One row per run, in the write-up's order; runs that do not exist have empty cells. */
export function experimentCsv(table: ExperimentTable): string {
  const header = [
    'recipe',
    'run',
    ...table.columns.flatMap((column) => {
      const title = columnTitle(column);
      return [
        title,
        `${title} low`,
        `${title} high`,
        `${title} difference`,
        `${title} difference low`,
      ].concat(`${title} difference high`, `${title} published`);
    }),
    'McNemar p',
    'same films as the first',
    'seconds an epoch',
    'seconds an epoch published',
    'kept epoch',
    'side',
    'films',
    'backend',
    'device',
    'run id',
  ];
  const rows = table.rows.map(({ run, row }): CsvCell[] => [
    run.recipe.id,
    run.name,
    ...table.columns.flatMap((column): CsvCell[] => {
      const one = measuredIn(row, column);
      const difference = one?.difference;
      return [
        number(one?.value),
        number(one?.interval?.low),
        number(one?.interval?.high),
        number(difference?.value),
        number(difference?.interval?.low),
        number(difference?.interval?.high),
        number(publishedIn(run, column.metric)?.value),
      ];
    }),
    number(row?.test?.p),
    row?.sameFilms === null || row === null ? null : row.sameFilms ? 'yes' : 'no',
    number(row?.secondsAnEpoch),
    number(publishedIn(run, 'seconds-an-epoch')?.value),
    row?.keptEpoch ?? null,
    row?.split ?? null,
    row?.samples ?? null,
    row?.device.backend ?? null,
    row?.device.device ?? null,
    row?.runId ?? null,
  ]);
  return toCsv(header, rows, { formulas: 'guard' });
}

function number(value: number | undefined): CsvCell {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(6));
}

/** Title, table, verdicts on the published effects, other published figures, differences from the write-up. */
export function experimentMarkdown(table: ExperimentTable): string {
  const { preset } = table;
  const rows = new Map(table.rows.flatMap(({ run, row }) => (row ? [[run.id, row] as const] : [])));
  const effects = effectsOf(preset, rows);
  const parts = [
    `# ${preset.title}`,
    `${preset.description} Source: ${sourceText(preset.writeUp)}.`,
    mainTable(table),
    ...(effects.length > 0 ? [`## Published effects\n\n${list(effects.map(({ text }) => text))}`] : []),
    ...otherFigures(table),
    ...(preset.differs.length > 0 ? [`## Differences from the write-up\n\n${list(preset.differs)}`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function mainTable({ columns, rows }: ExperimentTable): string {
  const isPublished = (metric: Parameters<typeof publishedIn>[1]) =>
    rows.some(({ run }) => publishedIn(run, metric) !== null);
  const header = [
    'Run',
    ...columns.flatMap((column) => [
      columnTitle(column),
      ...(isPublished(column.metric) ? ['published'] : []),
    ]),
    'McNemar p',
    's / epoch',
    ...(isPublished('seconds-an-epoch') ? ['published'] : []),
  ];
  const lines = rows.map(({ run, row }) => [
    run.name,
    ...columns.flatMap((column) => {
      const published = publishedIn(run, column.metric);
      return [
        row ? cellText(row, column) : 'not run',
        ...(isPublished(column.metric) ? [published ? publishedText(published) : ''] : []),
      ];
    }),
    row?.test ? row.test.p.toPrecision(2) : '',
    row ? figureText('seconds-an-epoch', row.secondsAnEpoch) : '',
    ...(isPublished('seconds-an-epoch')
      ? [[publishedIn(run, 'seconds-an-epoch')].map((one) => (one ? publishedText(one) : '')).join('')]
      : []),
  ]);
  return markdownTable(header, lines);
}

/** "85.0 % (+1.6 [0.3, 2.9])" */
function cellText(row: ExperimentRow, column: Parameters<typeof measuredIn>[1]): string {
  const one = measuredIn(row, column);
  if (!one) return '';
  const value = figureText(one.metric, one.value);
  if (!one.difference) return value;
  const { value: difference, interval } = one.difference;
  const text = (by: number) => differenceText(one.metric, by);
  return `${value} (${text(difference)}${interval ? ` [${text(interval.low)}, ${text(interval.high)}]` : ''})`;
}

/** Published figures that no column shows: of single labels, of cleaning, of epochs. */
function otherFigures({ rows, columns }: ExperimentTable): string[] {
  const shown = new Set<string>([...columns.map(({ metric }) => metric), 'seconds-an-epoch']);
  const lines = rows.flatMap(({ run, row }) =>
    run.published
      .filter(({ metric, label }) => label !== undefined || !shown.has(metric))
      .map((figure) => {
        const ours = row?.published.find(({ published }) => published === figure)?.value ?? NaN;
        return [
          run.name,
          figureTitle(figure, run.recipe.task),
          figureText(figure.metric, ours, Math.max(figure.digits, usualDigits(figure.metric))),
          publishedText(figure),
        ];
      }),
  );
  if (lines.length === 0) return [];
  return [`## Further figures\n\n${markdownTable(['Run', 'Figure', 'Here', 'Published'], lines)}`];
}

function usualDigits(metric: MetricId): number {
  return metricFacts(metric).shown === 'count' ? 0 : 2;
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll(/\s+/g, (space) => (space === '\u00a0' ? space : ' '));
}

function list(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join('\n');
}
