/** Published figures that have no column in the table: of single genres, of cleaning, of epochs. */
import type { ExperimentTable } from '../../core/experiments/table';
import { figureText } from '../../core/metrics';
import { figureTitle, publishedText } from '../../core/presets';
import { Table, type Column } from '../shared';

interface FurtherRow {
  id: string;
  run: string;
  figure: string;
  here: string;
  published: string;
}

const FURTHER: readonly Column<FurtherRow>[] = [
  { id: 'run', title: 'Run', header: true, render: (row) => row.run },
  { id: 'figure', title: 'Figure', render: (row) => row.figure },
  { id: 'here', title: 'Here', number: true, render: (row) => row.here },
  { id: 'published', title: 'Published', number: true, render: (row) => row.published },
];

export function FurtherFigures({ table }: { table: ExperimentTable }) {
  const shown = new Set<string>([...table.columns.map(({ metric }) => metric), 'seconds-an-epoch']);
  const rows = table.rows.flatMap(({ run, row }) =>
    (row?.published ?? [])
      .filter(({ metric, label }) => label !== undefined || !shown.has(metric))
      .map(({ metric, published, value }): FurtherRow => ({
        id: `${run.id} ${figureTitle(published, run.recipe.task)}`,
        run: run.name,
        figure: figureTitle(published, run.recipe.task),
        here: figureText(metric, value),
        published: publishedText(published),
      })),
  );
  if (rows.length === 0) return null;
  return <Table caption="Further published figures" columns={FURTHER} rows={rows} rowKey={(row) => row.id} />;
}
