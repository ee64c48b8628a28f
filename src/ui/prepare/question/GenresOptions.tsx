/** Options for several genres per film: which of them are labels, and whether films without any are kept. */
import { useStore } from 'zustand';
import type { Task } from '../../../core/tasks/task';
import type { GenreCount } from '../../../workers/protocol';
import { datasetStore } from '../../../state/dataset';
import { NumberField, SegmentedControl, SwitchField } from '../../shared/Field';
import styles from './question.module.css';
import { GenreChips } from './GenreChips';

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
  return (
    <>
      <div className={styles.choices}>
        <SegmentedControl
          label="Labels"
          value={labels.by}
          onChange={chooseBy}
          options={[
            { value: 'all', label: 'All genres' },
            { value: 'films', label: 'Genres with enough films' },
            { value: 'names', label: 'Chosen genres' },
          ]}
        />
        {labels.by === 'films' && (
          <NumberField
            label="Minimum films"
            value={labels.atLeast}
            min={1}
            whole
            onChange={(atLeast) => onChange({ labels: { by: 'films', atLeast } })}
          />
        )}
      </div>
      {labels.by === 'names' && (
        <GenreChips
          legend="Labels, with the number of films for each after cleaning"
          genres={byFrequency.map(({ genre, anyAfter }) => ({ genre, films: anyAfter }))}
          names={labels.names}
          least={1}
          onChange={(names) => onChange({ labels: { by: 'names', names } })}
        />
      )}
      {labels.by !== 'all' && (
        <div className={styles.options}>
          <SwitchField
            label="Keep films that have none of these labels"
            hint="All their labels are 0."
            checked={keepWithout}
            onChange={(keep) => onChange({ keepWithout: keep })}
          />
        </div>
      )}
    </>
  );
}
