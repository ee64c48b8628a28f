/** Options of the questions about the score: the minimum number of votes, and the edges of the bins. */
import { useState } from 'react';
import { taskSchema, type Task } from '../../../core/tasks/task';
import { NumberField, SwitchField, TextField } from '../../shared/Field';
import styles from './question.module.css';

type Score = Omit<Extract<Task, { kind: 'score' }>, 'kind'>;
type Bins = Omit<Extract<Task, { kind: 'score-bins' }>, 'kind'>;

interface OptionsProps<T> {
  value: T;
  onChange: (change: Partial<T>) => void;
}

export function ScoreOptions({ value, onChange }: OptionsProps<Score>) {
  return (
    <div className={styles.options}>
      <Votes value={value} onChange={onChange} />
    </div>
  );
}

export function ScoreBinOptions({ value, onChange }: OptionsProps<Bins>) {
  return (
    <div className={styles.options}>
      <Edges edges={value.edges} onChange={(edges) => onChange({ edges })} />
      <Votes value={value} onChange={onChange} />
    </div>
  );
}

function Votes({ value, onChange }: OptionsProps<Score>) {
  const { leastVotes } = value;
  return (
    <>
      <SwitchField
        label="Leave out unrated films"
        hint="Films without votes have a score of 0 in the table."
        checked={leastVotes > 0}
        onChange={(leave) => onChange({ leastVotes: leave ? 1 : 0 })}
      />
      {leastVotes > 0 && (
        <NumberField
          label="Minimum number of votes"
          value={leastVotes}
          min={1}
          whole
          onChange={(votes) => onChange({ leastVotes: votes })}
        />
      )}
    </>
  );
}

/** A list as text; reported once it is a list of ascending numbers. */
function Edges({ edges, onChange }: { edges: readonly number[]; onChange: (edges: number[]) => void }) {
  const text = edges.join(', ');
  const [typed, setTyped] = useState(text);
  const [seen, setSeen] = useState(text);
  if (seen !== text) {
    setSeen(text);
    setTyped(text);
  }
  const read = readEdges(typed);
  return (
    <TextField
      label="Edges of the bins"
      value={typed}
      error={read ? null : 'Enter at least three increasing numbers, such as 0, 2, 4, 6, 8, 10.'}
      hint="Each bin includes its lower edge; the last bin includes both edges."
      onChange={(next) => {
        setTyped(next);
        const found = readEdges(next);
        if (found && found.join(', ') !== text) {
          setSeen(found.join(', '));
          onChange(found);
        }
      }}
    />
  );
}

/** Null if the text is not a list of edges that a recipe can have. */
function readEdges(text: string): number[] | null {
  const parts = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  const parsed = taskSchema.safeParse({ kind: 'score-bins', edges: parts });
  return parsed.success && parsed.data.kind === 'score-bins' ? parsed.data.edges : null;
}
