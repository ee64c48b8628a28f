/** Where a run repeats a published experiment: that write-up's figures beside the best of ours. */
import { PRESETS, sourceText, type Preset } from '../../core/recipe/presets';
import type { ComparedRun } from '../../core/run/comparison';
import { format, Section, Table, type Column } from '../shared';

interface Row {
  id: string;
  experiment: string;
  metric: string;
  note: string;
  published: number;
  ours: ComparedRun;
  value: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: 'experiment', title: 'Experiment', header: true, render: (row) => row.experiment },
  { id: 'metric', title: 'Figure', render: (row) => row.metric },
  { id: 'note', title: 'Published with', render: (row) => row.note },
  { id: 'published', title: 'Published', number: true, render: (row) => format.percent(row.published, 0) },
  { id: 'ours', title: 'Best run here', number: true, render: (row) => format.percent(row.value) },
  { id: 'run', title: 'Run', render: (row) => `${row.ours.title}, ${format.dateTime(row.ours.createdAt)}` },
];

function rowsOf(preset: Preset, runs: readonly ComparedRun[]): Row[] {
  return preset.runs.flatMap(({ recipe, published }) => {
    const own = runs.filter((run) => run.recipe.id === recipe.id);
    if (own.length === 0) return [];
    return published.flatMap(({ metric, value, note = '' }): Row[] => {
      if (metric !== 'accuracy' && metric !== 'top3') return [];
      const figure = (run: ComparedRun) => run.validation[metric];
      const ours = own.reduce((best, run) => (figure(run) > figure(best) ? run : best));
      return [
        {
          id: `${recipe.id} ${metric} ${note}`,
          experiment: recipe.title,
          metric: metric === 'accuracy' ? 'Accuracy' : 'Top-3',
          note,
          published: value,
          ours,
          value: figure(ours),
        },
      ];
    });
  });
}

export function Published({ runs }: { runs: readonly ComparedRun[] }) {
  const rows = PRESETS.flatMap((preset) => rowsOf(preset, runs));
  if (rows.length === 0) return null;
  const sources = [...new Set(PRESETS.map(({ writeUp }) => sourceText(writeUp)))];
  return (
    <Section
      title="Published figures"
      hint={`${sources.join('; ')}. Validation side of the best run here; data, split and network are not the same, so read it as a landmark.`}
    >
      <Table
        caption="Published figures beside the best run here"
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
      />
    </Section>
  );
}
