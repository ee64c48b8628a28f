/** The validation confusion matrix of the last epoch, for heads with classes, beside the plan's films and warnings. */
import { useDeferredValue, useState } from 'react';
import { useStore } from 'zustand';
import { runService } from '../../state/page-runs';
import { ConfusionHeatmap, type HeatmapBy } from '../charts/ConfusionHeatmap';
import { format, Notice, Section, SegmentedControl, Table, type Column } from '../shared';
import styles from './train.module.css';
import { usePlan } from './usePlan';
import { useValidationFigures } from './useValidationFigures';

const BY = [
  { value: 'row', label: 'By row' },
  { value: 'count', label: 'By count' },
] as const;

export function TrainConfusion() {
  const plan = usePlan();
  const live = useStore(runService, ({ live }) => live.confusion);
  const last = useStore(runService, ({ live }) => live.history.length);
  const run = useStore(runService, ({ live }) => live.run);
  const figures = useValidationFigures(run);
  const kept = figures?.kind === 'class' ? figures.confusion : null;
  const confusion = kept ?? live;
  const epoch = kept && run ? run.keptEpoch : last;
  // cells may lag a little if there are many classes; the curves do not wait for them
  const counts = useDeferredValue(confusion);
  const [by, setBy] = useState<HeatmapBy>('row');
  if (!plan) return <p className={styles.later}>The confusion matrix appears after the first epoch.</p>;
  if (plan.heads[0].kind !== 'class') return <Films plan={plan} />;
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
      <Films plan={plan} />
    </div>
  );
}

function Films({ plan }: { plan: NonNullable<ReturnType<typeof usePlan>> }) {
  const what = COLUMN_NAMES[plan.heads[0].kind];
  return (
    <Section title="Films" level={3}>
      <Table
        caption={`Films of each ${what.toLowerCase()} in each split`}
        columns={columnsFor(what, plan.sizes.test > 0)}
        rows={plan.classNames.map((name, index) => ({ name, ...plan.counts[index] }))}
        rowKey={(row) => row.name}
      />
      {plan.warnings.map((warning) => (
        <Notice key={warning} kind="warning" title={warning} />
      ))}
    </Section>
  );
}

const COLUMN_NAMES = { class: 'Class', labels: 'Label', value: 'Value' } as const;

interface ClassRow {
  name: string;
  train: number;
  validation: number;
  test: number;
}

function columnsFor(title: string, withTest: boolean): Column<ClassRow>[] {
  const split = (id: 'train' | 'validation' | 'test', side: string): Column<ClassRow> => ({
    id,
    title: side,
    number: true,
    render: (row) => format.count(row[id]),
  });
  return [
    { id: 'name', title, header: true, render: (row) => row.name },
    split('train', 'Train'),
    split('validation', 'Validation'),
    ...(withTest ? [split('test', 'Test')] : []),
  ];
}
