/** Whether the probabilities can be trusted: a reliability diagram and its table. */
import { useMemo } from 'react';
import { reliability, type ReliabilityBin } from '../../core/metrics';
import type { Figures } from '../../core/run/figures';
import type { Results } from '../../core/predictions/results';
import { ReliabilityChart } from '../charts';
import { format, Section, Table, type Column } from '../shared';
import styles from './evaluate.module.css';

const COLUMNS: readonly Column<ReliabilityBin>[] = [
  {
    id: 'sure',
    title: 'Confidence',
    header: true,
    render: (bin) => `${format.percent(bin.low, 0)} to ${format.percent(bin.high, 0)}`,
  },
  { id: 'count', title: 'Posters', number: true, render: (bin) => format.count(bin.count) },
  { id: 'mean', title: 'Mean confidence', number: true, render: (bin) => shareOrNone(bin, bin.confidence) },
  { id: 'right', title: 'Accuracy', number: true, render: (bin) => shareOrNone(bin, bin.accuracy) },
];

const shareOrNone = (bin: ReliabilityBin, value: number) => (bin.count === 0 ? '–' : format.percent(value));

export function Calibration({ results, figures }: { results: Results; figures: Figures }) {
  const bins = useMemo(
    () => reliability(results.actual, results.probabilities, results.classNames.length),
    [results],
  );
  return (
    <Section
      title="Calibration"
      hint={`How often the network is right, by its confidence. On the dotted line, confidence equals accuracy; the average distance from it is ${format.percent(figures.values['calibration-error'])}.`}
    >
      <div className={styles.middle}>
        <ReliabilityChart bins={bins} />
        <Table
          caption="Posters by confidence, with the share predicted correctly"
          columns={COLUMNS}
          rows={bins.filter((bin) => bin.count > 0)}
          rowKey={(bin) => String(bin.low)}
        />
      </div>
    </Section>
  );
}
