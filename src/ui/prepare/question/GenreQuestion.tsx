/** The task "genre": which genres are the classes, and how many films of each. */
import { useStore } from 'zustand';
import type { Recipe } from '../../../core/recipe/recipe';
import type { GenreCount } from '../../../engine/protocol';
import { datasetStore } from '../../../state/dataset';
import { preparation } from '../../../state/preparation';
import { recipeStore, setRecipeField } from '../../../state/recipe';
import { NumberField, SegmentedControl } from '../../shared/Field';
import { count } from '../../shared/format';
import { Chip } from '../../shared/Section';
import styles from '../prepare.module.css';

type GenreTask = Extract<Recipe['task'], { kind: 'genre' }>;

const NONE: GenreCount[] = [];
const MOST_CLASSES = 100;
const USUAL_PER_CLASS = 100;

function setTask(change: Partial<GenreTask>): void {
  const { task } = recipeStore.getState().recipe;
  if (task.kind === 'genre') setRecipeField('task', { ...task, ...change });
}

export function GenreQuestion({ task }: { task: GenreTask }) {
  const genres = useStore(datasetStore, (state) => state.summary?.genres ?? NONE);
  const planned = useStore(preparation, (state) => state.plan?.classNames);
  const byFrequency = [...genres].sort((a, b) => b.firstAfter - a.firstAfter);

  const chooseBy = (by: GenreTask['classes']['by']) => {
    if (by === task.classes.by) return;
    if (by === 'top')
      setTask({ classes: { by, count: task.classes.by === 'names' ? task.classes.names.length : 10 } });
    else {
      const names = planned ?? byFrequency.slice(0, 10).map((one) => one.genre);
      setTask({ classes: { by, names: names.length >= 2 ? [...names] : ['Comedy', 'Horror'] } });
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
            onChange={(classes) => setTask({ classes: { by: 'top', count: classes } })}
          />
        )}
      </div>
      {task.classes.by === 'names' && <Names names={task.classes.names} genres={byFrequency} />}
      <div className={styles.choices}>
        <SegmentedControl
          label="Films of each class"
          value={task.perClass === null ? 'all' : 'most-popular'}
          onChange={(value) => setTask({ perClass: value === 'all' ? null : USUAL_PER_CLASS })}
          options={[
            { value: 'all', label: 'All films of each' },
            { value: 'most-popular', label: 'The most popular of each' },
          ]}
        />
        {task.perClass !== null && (
          <NumberField
            label="Films a class"
            value={task.perClass}
            min={2}
            whole
            onChange={(perClass) => setTask({ perClass })}
          />
        )}
      </div>
    </>
  );
}

/** Chips for all genres that there are, and for chosen ones that there are not. */
function Names({ names, genres }: { names: readonly string[]; genres: readonly GenreCount[] }) {
  const unknown = names.filter((name) => !genres.some((one) => one.genre === name));
  const toggle = (name: string) => {
    const next = names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
    // a question has two answers at least, so the last two stay
    if (next.length >= 2) setTask({ classes: { by: 'names', names: next } });
  };
  return (
    <fieldset className={styles.chips}>
      <legend className={styles.small}>
        Genres to tell apart, with the films that cleaning leaves of each
      </legend>
      {[
        ...genres.map(({ genre, firstAfter }) => ({ genre, firstAfter })),
        ...unknown.map((genre) => ({ genre, firstAfter: 0 })),
      ].map(({ genre, firstAfter }) => (
        <Chip
          key={genre}
          pressed={names.includes(genre)}
          onClick={() => toggle(genre)}
          count={count(firstAfter)}
        >
          {genre}
        </Chip>
      ))}
    </fieldset>
  );
}
