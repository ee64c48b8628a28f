/**
 * Heads: the questions that one network answers, side by side in its outputs. A class head has one output per class, a
 * labels head one per label, a value head a single one. Answers are more compact: a class takes one column, its index.
 */

/** The title of each task's head. */
export const HEAD_TITLES = {
  genre: 'Genre',
  genres: 'Genres',
  'box-office': 'Box office',
  'score-bins': 'Score in bins',
  score: 'Score',
  revenue: 'Revenue',
} as const;

export interface Head {
  /** The task that this head answers. The heads of "all at once" are those of the single tasks. */
  task: keyof typeof HEAD_TITLES;
  kind: 'class' | 'labels' | 'value';
  /** Shown to people: "Genre", "Score". */
  title: string;
  /** Names of the classes or labels; for a value, only its own name. */
  names: string[];
  /** Unit of a value: "points", "log10 $"; otherwise null. */
  unit: string | null;
}

/** What kind of answer: one class, several labels, or a number. */
export type AnswerKind = Head['kind'];

/** A head and its offsets in outputs and answers. */
export interface PlacedHead extends Head {
  /** Index of its first output, and the number of its outputs. */
  output: number;
  outputs: number;
  /** Index of its first answer column, and the number of its columns. */
  column: number;
  columns: number;
}

export function placeHeads(heads: readonly Head[]): PlacedHead[] {
  let output = 0;
  let column = 0;
  return heads.map((head) => {
    const outputs = head.kind === 'value' ? 1 : head.names.length;
    const columns = head.kind === 'labels' ? head.names.length : 1;
    const placed = { ...head, output, outputs, column, columns };
    output += outputs;
    column += columns;
    return placed;
  });
}

/** The number of outputs of the network per image. */
export function outputCount(heads: readonly Head[]): number {
  return placeHeads(heads).reduce((sum, { outputs }) => sum + outputs, 0);
}

/** The number of columns of one answer. */
export function columnCount(heads: readonly Head[]): number {
  return placeHeads(heads).reduce((sum, { columns }) => sum + columns, 0);
}

/** The only head of a run made before runs could have other heads. */
export function genreHead(classNames: readonly string[]): Head {
  return { task: 'genre', kind: 'class', title: 'Genre', names: [...classNames], unit: null };
}

/**
 * A unique name for each output: the class or label, `Score` for a value. With several heads, the head's title comes
 * first.
 */
export function outputNames(heads: readonly Head[]): string[] {
  return heads.flatMap((head) =>
    head.names.map((name) => (heads.length > 1 && head.kind !== 'value' ? `${head.title}: ${name}` : name)),
  );
}
