/** Options of several genres a film: which of them are labels, and whether films without one stay. */
import { useStore } from 'zustand';
import type { Task } from '../../../core/recipe/task';
import type { GenreCount } from '../../../engine/protocol';
import { datasetStore } from '../../../state/dataset';
import { NumberField, SegmentedControl, SwitchField } from '../../shared/Field';
import { count } from '../../shared/format';
import { Chip } from '../../shared/Section';
import styles from '../prepare.module.css';

type Genres = Pick<Extract<Task, { kind: 'genres' }>, 'labels' | 'keepWithout'>;
type Labels = Genres['labels'];

const NONE: GenreCount[] = [];
const USUAL_LEAST = 100;

export interface GenresOptionsProps {
  value: Genres;
  onChange: (change: Partial<Genres>) => void;
}

export function GenresOptions({ value, onChange }: GenresOptionsProps) {
  const genres = useStore(datasetStore, (state) => state.summary?.genres ?? NONE);
  const byFrequency = [...genres].sort((a, b) => b.anyAfter - a.anyAfter);
  const { labels, keepWithout } = value;
  const chooseBy = (by: Labels['by']) => {
    if (by === labels.by) return;
    if (by === 'all') onChange({ labels: { by } });
    else if (by === 'films') onChange({ labels: { by, atLeast: USUAL_LEAST } });
    else onChange({ labels: { by, names: byFrequency.slice(0, 10).map(({ genre }) => genre) } });
  };
  const toggle = (names: readonly string[], name: string) => {
    const next = names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
    // a question has one label at least
    if (next.length > 0) onChange({ labels: { by: 'names', names: next } });
  };
  return (
    <>
      <div className={styles.choices}>
        <SegmentedControl
          label="Labels"
          value={labels.by}
          onChange={chooseBy}
          options={[
            { value: 'all', label: 'All genres' },
            { value: 'films', label: 'Genres of enough films' },
            { value: 'names', label: 'Chosen genres' },
          ]}
        />
        {labels.by === 'films' && (
          <NumberField
            label="Films at least"
            value={labels.atLeast}
            min={1}
            whole
            onChange={(atLeast) => onChange({ labels: { by: 'films', atLeast } })}
          />
        )}
      </div>
      {labels.by === 'names' && (
        <fieldset className={styles.chips}>
          <legend className={styles.small}>Labels, with the films that cleaning leaves of each</legend>
          {byFrequency.map(({ genre, anyAfter }) => (
            <Chip
              key={genre}
              pressed={labels.names.includes(genre)}
              onClick={() => toggle(labels.names, genre)}
              count={count(anyAfter)}
            >
              {genre}
            </Chip>
          ))}
        </fieldset>
      )}
      {labels.by !== 'all' && (
        <div className={styles.options}>
          <SwitchField
            label="Keep films without any of these labels"
            hint="All their labels are 0."
            checked={keepWithout}
            onChange={(keep) => onChange({ keepWithout: keep })}
          />
        </div>
      )}
    </>
  );
}
