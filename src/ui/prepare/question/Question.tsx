/** The task of the network, its options, and which films it leaves out. */
import { useStore } from 'zustand';
import { taskSchema, type Task, type TaskKind } from '../../../core/tasks/task';
import { choicesOf, TASK_NAMES } from '../../../core/recipe/value-names';
import { recipeStore } from '../../../state/recipe';
import { setTask } from '../../../state/task';
import { SelectField } from '../../shared/Field';
import { Section } from '../../shared/Section';
import styles from './question.module.css';
import { AllQuestion } from './AllQuestion';
import { BoxOfficeOptions, RevenueOptions } from './MoneyOptions';
import { Doubts } from './Doubts';
import { GenreQuestion } from './GenreQuestion';
import { GenresOptions } from './GenresOptions';
import { ScoreBinOptions, ScoreOptions } from './ScoreOptions';
import { controlId } from '../../../core/places';

const HINTS: Record<TaskKind, string> = {
  genre: 'Which genre is it? A film’s class is the first genre listed for it.',
  genres: 'Which genres does the film have? Its labels are all the genres listed for it.',
  'box-office': 'Did the film earn back its budget, or a chosen multiple of it?',
  'score-bins': 'Which range does the average vote on TMDb fall into?',
  score: 'What is the average vote on TMDb, from 0 to 10?',
  revenue:
    'What did the film earn? The answer is log10 of US dollars: 6 means a million, and an error of 1 means off by a factor of ten.',
  all: 'One network with a head for each question. Answers that a film lacks are masked, so it still trains the other heads.',
};

const TASKS = choicesOf(TASK_NAMES);

/** Options of tasks that were chosen before, restored when one is chosen again. */
const left = new Map<TaskKind, Task>();

function choose(kind: TaskKind): void {
  const { task } = recipeStore.getState().recipe;
  if (kind === task.kind) return;
  left.set(task.kind, task);
  setTask(left.get(kind) ?? taskSchema.parse({ kind }));
}

export function Question() {
  const task = useStore(recipeStore, (state) => state.recipe.task);
  return (
    <Section title="Question" id={controlId('task')} hint={HINTS[task.kind]}>
      <div className={styles.choices}>
        <SelectField label="Task" labelHidden value={task.kind} options={TASKS} onChange={choose} />
      </div>
      <Options task={task} />
      <Doubts />
    </Section>
  );
}

function Options({ task }: { task: Task }) {
  const change = (options: object) => setTask({ ...task, ...options });
  switch (task.kind) {
    case 'genre':
      return <GenreQuestion task={task} />;
    case 'genres':
      return <GenresOptions value={task} onChange={change} />;
    case 'box-office':
      return <BoxOfficeOptions value={task} onChange={change} />;
    case 'score-bins':
      return <ScoreBinOptions value={task} onChange={change} />;
    case 'score':
      return <ScoreOptions value={task} onChange={change} />;
    case 'revenue':
      return <RevenueOptions value={task} onChange={change} />;
    default:
      return <AllQuestion task={task} />;
  }
}
