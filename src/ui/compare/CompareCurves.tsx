/** The curves of the ticked runs drawn over each other, for one split at a time. */
import { useMemo, useState } from 'react';
import type { ComparedRun } from '../../core/run/comparison';
import { runLabels } from '../../core/run/comparison-text';
import type { EpochRecord } from '../../core/run/run';
import { LineChart, type Series } from '../charts';
import { format, Section, SegmentedControl } from '../shared';
import { seriesColour } from './RunTable';
import styles from './compare.module.css';

type Side = 'validation' | 'train';
const SIDES = [
  { value: 'validation', label: 'Validation' },
  { value: 'train', label: 'Train' },
] as const;
const LOSS = {
  validation: (record: EpochRecord) => record.validationLoss,
  train: (record: EpochRecord) => record.trainLoss,
};
const ACCURACY = {
  validation: (record: EpochRecord) => record.validationAccuracy,
  train: (record: EpochRecord) => record.trainAccuracy,
};
const showLoss = (value: number) => format.fixed(value, 2);

/** Neighbours and chance have no epochs, and so no curves. */
export function CompareCurves({ runs: all }: { runs: readonly ComparedRun[] }) {
  const runs = useMemo(() => all.filter((run) => run.history.length > 0), [all]);
  const [side, setSide] = useState<Side>('validation');
  const labels = useMemo(() => runLabels(runs), [runs]);
  const curves = (value: (record: EpochRecord) => number): Series[] =>
    runs.map((run) => ({
      id: run.id,
      label: labels.get(run.id) ?? run.title,
      colour: seriesColour(all.indexOf(run)),
      points: run.history.map((record) => ({ x: record.epoch, y: value(record) })),
    }));
  const domain = useMemo(() => [0, Math.max(1, ...runs.map((run) => run.history.length))] as const, [runs]);
  if (runs.length === 0) return null;
  return (
    <Section
      title="Curves"
      actions={<SegmentedControl label="Split" value={side} options={SIDES} onChange={setSide} />}
    >
      <div className={styles.curves}>
        <LineChart
          title="Loss"
          xTitle="epoch"
          series={curves(LOSS[side])}
          xDomain={domain}
          tight
          show={showLoss}
          height={248}
          gutter={244}
        />
        <LineChart
          title="Accuracy"
          xTitle="epoch"
          series={curves(ACCURACY[side])}
          xDomain={domain}
          tight
          show={format.shortPercent}
          height={248}
          gutter={244}
        />
      </div>
    </Section>
  );
}
