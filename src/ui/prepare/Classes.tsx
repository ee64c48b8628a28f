/** Who is in: films of each class on each side, as the plan has it. */
import { useStore } from 'zustand';
import { SPLITS, type SplitName } from '../../core/run/run';
import { preparation } from '../../state/preparation';
import { classes as join } from '../shared/classes';
import { count, counted } from '../shared/format';
import { ErrorNotice, Notice } from '../shared/Notice';
import { Section } from '../shared/Section';
import { Table, type Column } from '../shared/Table';
import styles from './prepare.module.css';

interface Line {
  name: string;
  counts: Record<SplitName, number>;
  /** Films of the largest class: the full width of the bars. */
  most: number;
}

const TITLES: Record<SplitName, string> = { train: 'Train', validation: 'Validation', test: 'Test' };

function all(counts: Record<SplitName, number>): number {
  return counts.train + counts.validation + counts.test;
}

const COLUMNS: Column<Line>[] = [
  {
    id: 'name',
    title: 'Class',
    header: true,
    render: (line) => line.name,
    sortBy: (line) => line.name,
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
    sortBy: (line) => line.counts[split],
  })),
  {
    id: 'all',
    title: 'All',
    number: true,
    width: '80px',
    render: (line) => count(all(line.counts)),
    sortBy: (line) => all(line.counts),
  },
];

export function Classes() {
  const plan = useStore(preparation, (state) => state.plan);
  const planning = useStore(preparation, (state) => state.planning);
  const error = useStore(preparation, (state) => state.planError);
  const most = Math.max(1, ...(plan?.counts.map(all) ?? []));
  return (
    <Section
      title="Classes"
      hint={
        plan &&
        `${counted(all(plan.sizes), 'film')} with posters in ${counted(plan.classNames.length, 'class', 'classes')}; each class is split alike, and no film stands on two sides.`
      }
    >
      {error && <ErrorNotice error={error} />}
      {plan?.warnings.map((warning) => (
        <Notice key={warning} kind="warning" title={warning} />
      ))}
      {plan && (
        <div className={join(planning && styles.stale)} aria-busy={planning}>
          <p className={styles.small}>
            {SPLITS.map((split) => (
              <span key={split} style={{ marginRight: 'var(--s4)' }}>
                <i className={join(styles.key, styles[split])} />
                {TITLES[split]} {count(plan.sizes[split])}
              </span>
            ))}
          </p>
          <Table
            caption="Films of each class in each split"
            columns={COLUMNS}
            rows={plan.classNames.map((name, index) => ({ name, counts: plan.counts[index], most }))}
            rowKey={(line) => line.name}
          />
        </div>
      )}
      {!plan && !error && (
        <p className={styles.muted}>{planning ? 'Counting films …' : 'Waits for films with posters.'}</p>
      )}
    </Section>
  );
}
