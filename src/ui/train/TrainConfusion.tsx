/** The validation confusion matrix of the last epoch beside the plan's classes, with what the plan warns of. */
import { useDeferredValue, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { figuresOf } from '../../core/run/figures';
import { training } from '../../state/training';
import { ConfusionHeatmap, type HeatmapBy } from '../charts';
import { format, Notice, Section, SegmentedControl, Table, type Column } from '../shared';
import styles from './train.module.css';
import { usePlan } from './usePlan';

const BY = [
  { value: 'row', label: 'By row' },
  { value: 'count', label: 'By count' },
] as const;

export function TrainConfusion() {
  const plan = usePlan();
  const live = useStore(training, (state) => state.confusion);
  const last = useStore(training, (state) => state.history.length);
  const run = useStore(training, (state) => state.run);
  const kept = useMemo(
    () => (run && run.keptEpoch > 0 ? figuresOf(run, 'validation').confusion : null),
    [run],
  );
  const confusion = kept ?? live;
  const epoch = kept && run ? run.keptEpoch : last;
  // cells may lag a little where classes are many; the curves do not wait for them
  const counts = useDeferredValue(confusion);
  const [by, setBy] = useState<HeatmapBy>('row');
  if (!plan)
    return <p className={styles.later}>The confusion matrix stands here once an epoch has passed.</p>;
  return (
    <div className={styles.below}>
      <Section
        title="Confusion, validation"
        level={3}
        actions={
          <>
            <span className={styles.source}>
              {epoch > 0 ? `epoch ${epoch}${kept ? ', kept' : ''}` : 'before the first epoch'}
            </span>
            <SegmentedControl label="Cells by" value={by} options={BY} onChange={setBy} />
          </>
        }
      >
        <ConfusionHeatmap
          caption={`Confusion matrix of the validation films after epoch ${epoch}`}
          classNames={plan.classNames}
          counts={counts ?? []}
          by={by}
        />
      </Section>
      <Section title="Films" level={3}>
        <Table
          caption="Films of each class in each split"
          columns={columnsFor(plan.sizes.test > 0)}
          rows={plan.classNames.map((name, index) => ({ name, ...plan.counts[index] }))}
          rowKey={(row) => row.name}
        />
        {plan.warnings.map((warning) => (
          <Notice key={warning} kind="warning" title={warning} />
        ))}
      </Section>
    </div>
  );
}

interface ClassRow {
  name: string;
  train: number;
  validation: number;
  test: number;
}

function columnsFor(withTest: boolean): Column<ClassRow>[] {
  const split = (id: 'train' | 'validation' | 'test', title: string): Column<ClassRow> => ({
    id,
    title,
    number: true,
    render: (row) => format.count(row[id]),
  });
  return [
    { id: 'name', title: 'Class', header: true, render: (row) => row.name },
    split('train', 'Train'),
    split('validation', 'Validation'),
    ...(withTest ? [split('test', 'Test')] : []),
  ];
}
