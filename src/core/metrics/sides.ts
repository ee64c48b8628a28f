/**
 * A head's predictions for the films of one side, ready to be measured: whole, or over resamples of its films. A draw
 * says how often it contains each film; the whole side is the draw that contains each film once. So a figure and its
 * interval use the same function, and work that resamples share (sorting, comparing single answers) is done once per
 * side.
 */
import { logLosses, topKHits } from './classification';
import { classFigures, confusionMatrix, perClass, type ClassFigures } from './confusion';
import { crossEntropies, exactRows, matchedRows, sampleF1s, thresholded, wrongLabels } from './multi-label';
import { argmaxRows, rowCount } from './predictions';
import { ResampledRanking } from './resampled-ranking';
import { ResampledSpearman } from './resampled-spearman';
import type { HeadKind } from './facts';

/** Computes a value on first use, and keeps it. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

abstract class Draw {
  /** Number of films, with repetitions. */
  readonly size: number;

  /** @param times `[films]`: how often the draw contains each film. */
  constructor(readonly times: ArrayLike<number>) {
    let size = 0;
    for (let film = 0; film < times.length; film++) size += times[film];
    this.size = size;
  }

  /** Sum of a quantity given per film, `[films]`. */
  sum(each: ArrayLike<number>): number {
    const { times } = this;
    let sum = 0;
    for (let film = 0; film < times.length; film++) sum += times[film] * each[film];
    return sum;
  }

  /** Mean of a quantity given per film; NaN without films. */
  mean(each: ArrayLike<number>): number {
    return this.sum(each) / this.size;
  }
}

export abstract class Side<Kind extends HeadKind> {
  abstract readonly kind: Kind;
  /** Number of films. */
  abstract readonly size: number;
  /** @param times `[films]`: how often the draw contains each film. */
  abstract draw(times: ArrayLike<number>): Draws[Kind];
  /** The draw with every film once. */
  readonly whole = once(() => this.draw(new Uint32Array(this.size).fill(1)));
}

export class ClassDraw extends Draw {
  constructor(
    readonly side: ClassSide,
    times: ArrayLike<number>,
  ) {
    super(times);
  }

  /** Counts `[actual, predicted]`, row-major. */
  readonly confusion = once(() => {
    const { actual, predicted, classes } = this.side;
    return confusionMatrix(actual, predicted, classes, this.times);
  });
  readonly figures = once((): ClassFigures[] => perClass(this.confusion(), this.side.classes));
}

export class ClassSide extends Side<'class'> {
  readonly kind = 'class';
  readonly size: number;
  readonly predicted: Int32Array;

  /** @param actual class indices, `[films]`. @param probabilities `[films, classes]`. */
  constructor(
    readonly actual: ArrayLike<number>,
    readonly probabilities: ArrayLike<number>,
    readonly classes: number,
  ) {
    super();
    this.size = actual.length;
    this.predicted = argmaxRows(probabilities, classes);
  }

  draw(times: ArrayLike<number>): ClassDraw {
    return new ClassDraw(this, times);
  }

  readonly topThree = once(() => topKHits(this.actual, this.probabilities, this.classes, 3));
  readonly logLosses = once(() => logLosses(this.actual, this.probabilities, this.classes));
}

export class LabelDraw extends Draw {
  constructor(
    readonly side: LabelSide,
    times: ArrayLike<number>,
  ) {
    super(times);
  }

  /** `[labels, 4]`: how often a label is neither, only actual, only predicted, or both; "neither" is not counted. */
  private readonly counts = once(() => {
    const counts = new Float64Array(4 * this.side.labels);
    const { start, cell } = this.side.positives();
    const { times } = this;
    for (let film = 0; film < times.length; film++)
      for (let at = start[film]; at < start[film + 1]; at++) counts[cell[at]] += times[film];
    return counts;
  });

  private of(label: number): ClassFigures {
    const [, had, said, both] = this.counts().subarray(4 * label, 4 * label + 4);
    return classFigures(both, said + both, had + both);
  }

  readonly figures = once(() => Array.from({ length: this.side.labels }, (_, label) => this.of(label)));

  /** Of all labels pooled. */
  readonly pooled = once((): ClassFigures => {
    const [, had, said, both] = [0, 1, 2, 3].map((state) =>
      this.counts().reduce((sum, count, at) => (at % 4 === state ? sum + count : sum), 0),
    );
    return classFigures(both, said + both, had + both);
  });

  /** Per label; NaN if no film has it, or for the AUC if all films have it. */
  readonly ranked = once(() => this.side.rankings().map((ranking) => ranking.figures(this.times)));
}

export class LabelSide extends Side<'labels'> {
  readonly kind = 'labels';
  readonly size: number;
  readonly predicted: Uint8Array;

  /** @param actual 0 or 1, `[films, labels]`. @param probabilities `[films, labels]`. */
  constructor(
    readonly actual: ArrayLike<number>,
    readonly probabilities: ArrayLike<number>,
    readonly labels: number,
  ) {
    super();
    this.size = rowCount(actual, labels);
    this.predicted = thresholded(probabilities);
  }

  draw(times: ArrayLike<number>): LabelDraw {
    return new LabelDraw(this, times);
  }

  readonly wrong = once(() => wrongLabels(this.actual, this.predicted, this.labels));
  readonly exact = once(() => exactRows(this.actual, this.predicted, this.labels));
  readonly matched = once(() => matchedRows(this.actual, this.predicted, this.labels));
  readonly f1s = once(() => sampleF1s(this.actual, this.predicted, this.labels));
  readonly crossEntropies = once(() => crossEntropies(this.actual, this.probabilities, this.labels));

  /** Each label's order by probability. */
  readonly rankings = once(() =>
    Array.from(
      { length: this.labels },
      (_, label) =>
        new ResampledRanking(this.column(this.actual, label), this.column(this.probabilities, label)),
    ),
  );

  /**
   * The actual or predicted labels of each film, as cells of `[labels, 4]`: 1 if the label is actual, 2 if predicted, 3
   * if both. Those of film `f` are at `start[f]` to `start[f + 1]`.
   */
  readonly positives = once(() => {
    const { actual, predicted, labels, size } = this;
    const start = new Uint32Array(size + 1);
    const cells: number[] = [];
    for (let film = 0; film < size; film++) {
      for (let label = 0; label < labels; label++) {
        const at = film * labels + label;
        const state = actual[at] + 2 * predicted[at];
        if (state > 0) cells.push(4 * label + state);
      }
      start[film + 1] = cells.length;
    }
    return { start, cell: Uint16Array.from(cells) };
  });

  private column(values: ArrayLike<number>, label: number): Float32Array {
    return Float32Array.from({ length: this.size }, (_, row) => values[row * this.labels + label]);
  }
}

export class ValueDraw extends Draw {
  constructor(
    readonly side: ValueSide,
    times: ArrayLike<number>,
  ) {
    super(times);
  }

  /** Sum of the squared distances of the answers from a centre. */
  squaresAround(centre: number): number {
    const { times, side } = this;
    let sum = 0;
    for (let film = 0; film < times.length; film++) sum += times[film] * (side.actual[film] - centre) ** 2;
    return sum;
  }
}

export class ValueSide extends Side<'value'> {
  readonly kind = 'value';
  readonly size: number;

  /** @param actual, predicted `[films]`. */
  constructor(
    readonly actual: ArrayLike<number>,
    readonly predicted: ArrayLike<number>,
  ) {
    super();
    this.size = actual.length;
  }

  draw(times: ArrayLike<number>): ValueDraw {
    return new ValueDraw(this, times);
  }

  readonly absolute = once(() => Float64Array.from(this.errors(), Math.abs));
  readonly squared = once(() => Float64Array.from(this.errors(), (error) => error ** 2));
  readonly ranks = once(() => new ResampledSpearman(this.actual, this.predicted));
  private readonly errors = once(() =>
    Float64Array.from({ length: this.size }, (_, film) => this.predicted[film] - this.actual[film]),
  );
}

export interface Draws {
  class: ClassDraw;
  labels: LabelDraw;
  value: ValueDraw;
}

export type AnySide = ClassSide | LabelSide | ValueSide;

/**
 * One head's answers and outputs on one side.
 * @param actual class indices `[films]`, labels `[films, labels]`, or values `[films]`.
 * @param outputs probabilities `[films, count]`, or values `[films]`.
 * @param count number of classes or labels.
 */
export function sideOf(
  kind: HeadKind,
  actual: ArrayLike<number>,
  outputs: ArrayLike<number>,
  count: number,
): AnySide {
  if (kind === 'class') return new ClassSide(actual, outputs, count);
  if (kind === 'labels') return new LabelSide(actual, outputs, count);
  return new ValueSide(actual, outputs);
}
