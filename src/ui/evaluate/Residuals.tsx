/** Predicted against actual values, and the errors: a scatter plot and a histogram. */
import { useMemo, useState } from 'react';
import { histogram, type HistogramBin } from '../../core/tasks/histogram';
import type { ValueResults } from '../../core/predictions/results';
import type { ValueFigures } from '../../core/run/value-figures';
import { Histogram, ScatterPlot, TableToggle } from '../charts';
import { format, Section, Table, type Column } from '../shared';
import styles from './evaluate.module.css';

const PARTS = 12;
/** Of both charts, which are side by side; CSS pixels. */
const CHART_HEIGHT = 320;

const COLUMNS: readonly Column<HistogramBin>[] = [
  {
    id: 'error',
    title: 'Predicted − actual',
    header: true,
    render: ({ from, to }) => `${format.fixed(from, 2)} to ${format.fixed(to, 2)}`,
  },
  { id: 'count', title: 'Films', number: true, render: ({ count }) => format.count(count) },
];

export function Residuals({ results, figures }: { results: ValueResults; figures: ValueFigures }) {
  const [asTable, setAsTable] = useState(false);
  const bins = useMemo(
    () =>
      histogram(
        results.predicted.map((value, row) => value - results.actual[row]),
        PARTS,
      ),
    [results],
  );
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
          height={CHART_HEIGHT}
          baseline={{ value: figures.baseline.mean, label: 'mean of the training films' }}
        />
      </Section>
      <Section
        title="Errors"
        hint="Films by prediction error."
        actions={<TableToggle title="Errors" drawn="bars" asTable={asTable} onChange={setAsTable} />}
      >
        {asTable ? (
          <Table
            caption="Films by prediction error"
            columns={COLUMNS}
            rows={bins}
            rowKey={({ from }) => String(from)}
          />
        ) : (
          <Histogram
            bins={bins}
            title={`predicted − actual, ${figures.unit}`}
            noun="film"
            mark={{ x: 0, label: 'no error' }}
            height={CHART_HEIGHT}
          />
        )}
      </Section>
    </div>
  );
}
