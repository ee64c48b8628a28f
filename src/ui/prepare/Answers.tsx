/** The films of the plan: how many have each answer in each split, and the baselines. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ChartBaseline, HeadChart } from '../../core/plan/head-charts';
import { SPLITS, type SplitName } from '../../core/splits/split-name';
import { preparation } from '../../state/preparation';
import { classes as join } from '../shared/classes';
import { SegmentedControl } from '../shared/Field';
import { count, counted, fixed, percent } from '../shared/format';
import { LookAtPosters } from '../shared/LookAtPosters';
import { ErrorNotice, Notice } from '../shared/Notice';
import { Section } from '../shared/Section';
import { Table, type Column } from '../shared/Table';
import styles from './prepare.module.css';

interface Line {
  name: string;
  counts: Record<SplitName, number>;
  /** Films of the longest bar, which has the full width. */
  most: number;
}

const TITLES: Record<SplitName, string> = { train: 'Train', validation: 'Validation', test: 'Test' };
const NAMES: Record<HeadChart['head']['kind'], string> = {
  class: 'Class',
  labels: 'Label',
  value: 'From, to',
};
const SECTIONS: Record<HeadChart['head']['kind'], string> = {
  class: 'Classes',
  labels: 'Labels',
  value: 'Values',
};

function all(counts: Record<SplitName, number>): number {
  return counts.train + counts.validation + counts.test;
}

function columnsOf(kind: HeadChart['head']['kind']): Column<Line>[] {
  // ranges of values have an order of their own
  const sortable = kind !== 'value';
  return [
    {
      id: 'name',
      title: NAMES[kind],
      header: true,
      render: (line) => line.name,
      sortBy: sortable ? (line) => line.name : undefined,
      width: '150px',
    },
    {
      id: 'bar',
      title: 'Films',
      render: (line) => (
        <span className={styles.classBar} aria-hidden="true">
          {SPLITS.map((split) => (
            <span
              key={split}
              className={styles[split]}
              style={{ width: `${(line.counts[split] / Math.max(1, line.most)) * 100}%` }}
            />
          ))}
        </span>
      ),
    },
    ...SPLITS.map((split): Column<Line> => ({
      id: split,
      title: TITLES[split],
      number: true,
      width: '90px',
      render: (line) => count(line.counts[split]),
      sortBy: sortable ? (line) => line.counts[split] : undefined,
    })),
    {
      id: 'all',
      title: 'All',
      number: true,
      width: '80px',
      render: (line) => count(all(line.counts)),
      sortBy: sortable ? (line) => all(line.counts) : undefined,
    },
  ];
}

export function Answers() {
  const plan = useStore(preparation, (state) => state.plan);
  const charts = useStore(preparation, (state) => state.charts);
  const planning = useStore(preparation, (state) => state.planning);
  const waitsForLook = useStore(preparation, (state) => state.waitsForLook);
  const error = useStore(preparation, (state) => state.planError);
  const [wanted, setWanted] = useState('');
  const chart = charts.find(({ head }) => head.task === wanted) ?? charts.at(0);
  return (
    <Section
      title={SECTIONS[chart?.head.kind ?? 'class']}
      hint={plan && chart && hintOf(chart, all(plan.sizes))}
      actions={
        charts.length > 1 && (
          <SegmentedControl
            label="Head"
            value={chart?.head.task ?? ''}
            options={charts.map(({ head }) => ({ value: head.task, label: head.title }))}
            onChange={setWanted}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {waitsForLook && (
        <LookAtPosters>
          The recipe depends on the posters themselves: the films and their split are known once the posters
          have been examined.
        </LookAtPosters>
      )}
      {plan?.warnings.map((warning) => (
        <Notice key={warning} kind="warning" title={warning} />
      ))}
      {plan && chart && (
        <div className={join(planning && styles.stale)} aria-busy={planning}>
          <Chart chart={chart} />
        </div>
      )}
      {!plan && !error && !waitsForLook && (
        <p className={styles.muted}>
          {planning ? 'Counting films …' : 'Open films with posters to see this.'}
        </p>
      )}
    </Section>
  );
}

function Chart({ chart: { head, bars, known, baseline } }: { chart: HeadChart }) {
  const most = Math.max(1, ...bars.map(({ counts }) => all(counts)));
  return (
    <>
      <p className={styles.small}>
        {SPLITS.map((split) => (
          <span key={split} style={{ marginRight: 'var(--s4)' }}>
            <i className={join(styles.key, styles[split])} />
            {TITLES[split]} {count(known[split])}
          </span>
        ))}
      </p>
      <Table
        caption={`Films of each ${head.kind === 'value' ? 'range of values' : NAMES[head.kind].toLowerCase()} in each split`}
        columns={columnsOf(head.kind)}
        rows={bars.map(({ name, counts }) => ({ name, counts, most }))}
        rowKey={(line) => line.name}
      />
      <p className={styles.baseline}>{baselineText(baseline, head.unit)}</p>
    </>
  );
}

function hintOf({ head, known }: HeadChart, films: number): string {
  const answered = all(known);
  const some =
    answered < films
      ? `${count(answered)} of ${counted(films, 'film')} with posters have an answer`
      : `${counted(films, 'film')} with posters`;
  switch (head.kind) {
    case 'class':
      return `${some} in ${counted(head.names.length, 'class', 'classes')}; every class is split in the same proportions, and no film is in two splits.`;
    case 'labels':
      return `${some} and ${counted(head.names.length, 'label')}; every label is split in similar proportions, and no film is in two splits.`;
    default:
      return `${some}; low and high values are split in the same proportions, and no film is in two splits.`;
  }
}

/** The baselines that the network must beat. */
function baselineText(baseline: ChartBaseline, unit: string | null): string {
  switch (baseline.kind) {
    case 'class':
      return `Baseline: always predicting ${baseline.name} is right for ${percent(baseline.accuracy)} of the validation films.`;
    case 'labels':
      return (
        `Baseline on the validation films: predicting ${baseline.names.length === 0 ? 'no label' : baseline.names.join(', ')} for every film is right for ` +
        `${percent(baseline.binaryAccuracy)} of the single labels; the same scores for all films have an mAP of ` +
        `${fixed(baseline.meanAveragePrecision)} and a mean AUC of 0.500; always predicting ${baseline.commonest} matches at least one label of ${percent(baseline.atLeastOne)} of the films.`
      );
    default:
      return `Baseline: always predicting the mean, ${fixed(baseline.mean, 2)} ${unit ?? ''}, is off by ${fixed(baseline.meanAbsoluteError, 2)} on average (MAE of the validation films).`;
  }
}
