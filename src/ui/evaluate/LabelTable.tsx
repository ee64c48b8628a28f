/** Every label's figures, sortable. */
import type { LabelFigure, LabelsFigures } from '../../core/run/label-figures';
import { format, Section, Table, type Column } from '../shared';
import { ShareCell } from './ShareCell';

interface LabelRow extends LabelFigure {
  name: string;
}

const share = (id: 'precision' | 'recall' | 'f1', title: string): Column<LabelRow> => ({
  id,
  title,
  number: true,
  sortBy: (row) => row[id],
  render: (row) => <ShareCell share={row[id]} />,
});

const ranked = (id: 'averagePrecision' | 'auc', title: string): Column<LabelRow> => ({
  id,
  title,
  number: true,
  // labels without films are listed below all others
  sortBy: (row) => row[id] ?? -1,
  render: (row) => format.fixed(row[id]),
});

const COLUMNS: readonly Column<LabelRow>[] = [
  { id: 'name', title: 'Label', header: true, sortBy: (row) => row.name, render: (row) => row.name },
  ranked('averagePrecision', 'AP'),
  ranked('auc', 'AUC'),
  share('precision', 'Precision'),
  share('recall', 'Recall'),
  share('f1', 'F1'),
  {
    id: 'support',
    title: 'Support',
    number: true,
    sortBy: (row) => row.support,
    render: (row) => format.count(row.support),
  },
];

export function LabelTable({ names, figures }: { names: readonly string[]; figures: LabelsFigures }) {
  return (
    <Section title="Labels">
      <Table
        caption="Average precision, AUC, precision, recall, F1 and support of every label"
        columns={COLUMNS}
        rows={figures.labels.map((each, index) => ({ ...each, name: names[index] }))}
        rowKey={(row) => row.name}
      />
    </Section>
  );
}
