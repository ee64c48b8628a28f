/**
 * Heads: the questions that one network answers, side by side in its outputs. A class has an output a class, labels
 * one a label, a value a single one. Answers are kept more tightly: a class is one column that holds its index.
 */

/** The tasks of a single head, and its title. */
export const HEAD_TITLES = {
  genre: 'Genre',
  genres: 'Genres',
  'box-office': 'Box office',
  'score-bins': 'Score in bins',
  score: 'Score',
  revenue: 'Revenue',
} as const;

export interface Head {
  /** The task that it is of; the heads of "all at once" are those of the single tasks. */
  task: keyof typeof HEAD_TITLES;
  kind: 'class' | 'labels' | 'value';
  /** For a person: "Genre", "Score". */
  title: string;
  /** Names of the classes or labels; the value's own name, alone. */
  names: string[];
  /** Of a value: "points", "log10 $". */
  unit: string | null;
}

/** One class, several labels, or a number. */
export type AnswerKind = Head['kind'];

/** A head and where its numbers lie. */
export interface PlacedHead extends Head {
  /** First of its outputs, and how many. */
  output: number;
  outputs: number;
  /** First of its columns among the answers, and how many. */
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

/** How many numbers the network gives of an image. */
export function outputCount(heads: readonly Head[]): number {
  return placeHeads(heads).reduce((sum, { outputs }) => sum + outputs, 0);
}

/** How many numbers an answer is. */
export function columnCount(heads: readonly Head[]): number {
  return placeHeads(heads).reduce((sum, { columns }) => sum + columns, 0);
}

/** The single head of a run made before there were others. */
export function genreHead(classNames: readonly string[]): Head {
  return { task: 'genre', kind: 'class', title: 'Genre', names: [...classNames], unit: null };
}

/** A name for each output, unique: `Score` of a value; behind the head's title where there are several heads. */
export function outputNames(heads: readonly Head[]): string[] {
  return heads.flatMap((head) =>
    head.names.map((name) => (heads.length > 1 && head.kind !== 'value' ? `${head.title}: ${name}` : name)),
  );
}
