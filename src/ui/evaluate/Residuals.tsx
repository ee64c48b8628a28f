/** What was predicted over what is, and how far off: a scatter plot, and the errors counted in parts. */
import { useMemo } from 'react';
import { histogram, type HistogramBin } from '../../core/tasks/histogram';
import type { ValueResults } from '../../core/predictions/results';
import type { ValueFigures } from '../../core/run/value-figures';
import { ScatterPlot } from '../charts';
import { format, Section, Table, type Column } from '../shared';
import styles from './evaluate.module.css';

const PARTS = 12;

interface Part extends HistogramBin {
  /** Films of the fullest part: the full width of the bars. */
  most: number;
}

const COLUMNS: readonly Column<Part>[] = [
  {
    id: 'error',
    title: 'Predicted − actual',
    header: true,
    render: ({ from, to }) => `${format.fixed(from, 2)} to ${format.fixed(to, 2)}`,
  },
  {
    id: 'bar',
    title: 'Films',
    render: ({ count, most }) => (
      <span className={styles.residual} aria-hidden="true">
        <span style={{ width: `${(count / Math.max(1, most)) * 100}%` }} />
      </span>
    ),
  },
  { id: 'count', title: 'Count', number: true, render: ({ count }) => format.count(count) },
];

export function Residuals({ results, figures }: { results: ValueResults; figures: ValueFigures }) {
  const parts = useMemo(() => {
    const errors = results.predicted.map((value, row) => value - results.actual[row]);
    const bins = histogram(errors, PARTS);
    const most = Math.max(0, ...bins.map(({ count }) => count));
    return bins.map((bin) => ({ ...bin, most }));
  }, [results]);
  return (
    <div className={styles.middle}>
      <Section
        title="Predicted and actual"
        hint="One dot per film; on the dotted line, prediction and actual value are equal."
      >
        <ScatterPlot
          actual={results.actual}
          predicted={results.predicted}
          unit={figures.unit}
          baseline={{ value: figures.baseline.mean, label: 'mean of the training films' }}
        />
      </Section>
      <Section title="Errors">
        <Table
          caption="Films by prediction error"
          columns={COLUMNS}
          rows={parts}
          rowKey={({ from }) => String(from)}
        />
      </Section>
    </div>
  );
}
