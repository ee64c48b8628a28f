/** The task "genre": which genres are the classes, and how many films of each. */
import { useStore } from 'zustand';
import type { Recipe } from '../../../core/recipe/recipe';
import type { GenreCount } from '../../../workers/protocol';
import { datasetStore } from '../../../state/dataset';
import { preparation } from '../../../state/preparation';
import { recipeStore } from '../../../state/recipe';
import { setTask } from '../../../state/task';
import { NumberField, SegmentedControl } from '../../shared/Field';
import styles from './question.module.css';
import { GenreChips } from './GenreChips';

type GenreTask = Extract<Recipe['task'], { kind: 'genre' }>;

const NONE: GenreCount[] = [];
const MOST_CLASSES = 100;
const USUAL_PER_CLASS = 100;

function changeTask(change: Partial<GenreTask>): void {
  const { task } = recipeStore.getState().recipe;
  if (task.kind === 'genre') setTask({ ...task, ...change });
}

export function GenreQuestion({ task }: { task: GenreTask }) {
  const genres = useStore(datasetStore, (state) => state.summary?.genres ?? NONE);
  const planned = useStore(preparation, (state) => state.plan?.classNames);
  const byFrequency = [...genres].sort((a, b) => b.firstAfter - a.firstAfter);

  const chooseBy = (by: GenreTask['classes']['by']) => {
    if (by === task.classes.by) return;
    if (by === 'top')
      changeTask({ classes: { by, count: task.classes.by === 'names' ? task.classes.names.length : 10 } });
    else {
      const names = planned ?? byFrequency.slice(0, 10).map((one) => one.genre);
      changeTask({ classes: { by, names: names.length >= 2 ? [...names] : ['Comedy', 'Horror'] } });
    }
  };
  return (
    <>
      <div className={styles.choices}>
        <SegmentedControl
          label="Classes"
          value={task.classes.by}
          onChange={chooseBy}
          options={[
            { value: 'top', label: 'Most frequent genres' },
            { value: 'names', label: 'Chosen genres' },
          ]}
        />
        {task.classes.by === 'top' && (
          <NumberField
            label="How many"
            value={task.classes.count}
            min={2}
            max={MOST_CLASSES}
            whole
            onChange={(classes) => changeTask({ classes: { by: 'top', count: classes } })}
          />
        )}
      </div>
      {task.classes.by === 'names' && (
        <GenreChips
          legend="Genres to tell apart, with the number of films in each after cleaning"
          genres={byFrequency.map(({ genre, firstAfter }) => ({ genre, films: firstAfter }))}
          names={task.classes.names}
          least={2}
          onChange={(names) => changeTask({ classes: { by: 'names', names } })}
        />
      )}
      <div className={styles.choices}>
        <SegmentedControl
          label="Films per class"
          value={task.perClass === null ? 'all' : 'most-popular'}
          onChange={(value) => changeTask({ perClass: value === 'all' ? null : USUAL_PER_CLASS })}
          options={[
            { value: 'all', label: 'All films of each class' },
            { value: 'most-popular', label: 'The most popular films of each class' },
          ]}
        />
        {task.perClass !== null && (
          <NumberField
            label="Films in each class"
            value={task.perClass}
            min={2}
            whole
            onChange={(perClass) => changeTask({ perClass })}
          />
        )}
      </div>
    </>
  );
}
