/** Several questions at once: a switch for each head, with its options below it. */
import type { ReactNode } from 'react';
import { taskSchema, type Task } from '../../../core/tasks/task';
import { setTask } from '../../../state/task';
import { SwitchField } from '../../shared/Field';
import styles from './question.module.css';
import { GenresOptions } from './GenresOptions';
import { BoxOfficeOptions, RevenueOptions } from './MoneyOptions';
import { ScoreBinOptions, ScoreOptions } from './ScoreOptions';

type AllTask = Extract<Task, { kind: 'all' }>;
type HeadName = Exclude<keyof AllTask, 'kind'>;

export function AllQuestion({ task }: { task: AllTask }) {
  const set = (change: Partial<AllTask>) => setTask({ ...task, ...change });
  const toggle = (head: HeadName) => set({ [head]: task[head] === null ? defaultsOf(head) : null });
  const { genres, boxOffice, scoreBins, score, revenue } = task;
  return (
    <div className={styles.heads}>
      <Head title="Genres" used={genres !== null} onToggle={() => toggle('genres')}>
        {genres && (
          <GenresOptions value={genres} onChange={(change) => set({ genres: { ...genres, ...change } })} />
        )}
      </Head>
      <Head title="Did it pay" used={boxOffice !== null} onToggle={() => toggle('boxOffice')}>
        {boxOffice && (
          <BoxOfficeOptions
            value={boxOffice}
            onChange={(change) => set({ boxOffice: { ...boxOffice, ...change } })}
          />
        )}
      </Head>
      <Head title="Score in bins" used={scoreBins !== null} onToggle={() => toggle('scoreBins')}>
        {scoreBins && (
          <ScoreBinOptions
            value={scoreBins}
            onChange={(change) => set({ scoreBins: { ...scoreBins, ...change } })}
          />
        )}
      </Head>
      <Head title="Score" used={score !== null} onToggle={() => toggle('score')}>
        {score && (
          <ScoreOptions value={score} onChange={(change) => set({ score: { ...score, ...change } })} />
        )}
      </Head>
      <Head title="Revenue" used={revenue !== null} onToggle={() => toggle('revenue')}>
        {revenue && (
          <RevenueOptions
            value={revenue}
            onChange={(change) => set({ revenue: { ...revenue, ...change } })}
          />
        )}
      </Head>
    </div>
  );
}

function defaultsOf(head: HeadName): AllTask[HeadName] {
  const all = taskSchema.parse({ kind: 'all' });
  return all.kind === 'all' ? all[head] : null;
}

interface HeadProps {
  title: string;
  used: boolean;
  onToggle: () => void;
  children: ReactNode;
}

function Head({ title, used, onToggle, children }: HeadProps) {
  return (
    <section className={styles.headOptions} aria-label={`Head: ${title}`}>
      <SwitchField label={title} checked={used} onChange={onToggle} />
      {children}
    </section>
  );
}
