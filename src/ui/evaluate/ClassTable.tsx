/** Precision, recall, F1 and support of every class, sortable, with macro and weighted means. */
import { averageFigures, type ClassFigures } from '../../core/metrics';
import type { Figures } from '../../core/run/figures';
import { format, Section, Table, type Column } from '../shared';
import { ShareCell } from './ShareCell';
import styles from './evaluate.module.css';

interface ClassRow extends ClassFigures {
  name: string;
}

const share = (id: 'precision' | 'recall' | 'f1', title: string): Column<ClassRow> => ({
  id,
  title,
  number: true,
  sortBy: (row) => row[id],
  render: (row) => <ShareCell share={row[id]} />,
});

const COLUMNS: readonly Column<ClassRow>[] = [
  { id: 'name', title: 'Class', header: true, sortBy: (row) => row.name, render: (row) => row.name },
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

export function ClassTable({ classNames, figures }: { classNames: readonly string[]; figures: Figures }) {
  const { macro, weighted } = averageFigures(figures.classes);
  const mean = (values: typeof macro) =>
    `${format.percent(values.precision)}, ${format.percent(values.recall)}, ${format.percent(values.f1)}`;
  return (
    <Section title="Classes">
      <Table
        caption="Precision, recall, F1 and support of every class"
        columns={COLUMNS}
        rows={figures.classes.map((each, index) => ({ ...each, name: classNames[index] }))}
        rowKey={(row) => row.name}
      />
      <p className={styles.quiet}>
        Precision, recall, F1: macro mean {mean(macro)}; weighted by support {mean(weighted)}.
      </p>
    </Section>
  );
}
