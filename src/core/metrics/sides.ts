/**
 * What a head said of the films of one side, ready to be measured: whole, or over resamples of its films. A draw says
 * how often each film is in; the side as a whole is the draw that has each film once. So a figure and its interval are
 * the same function, and what resamples share (sorting, comparing single answers) is worked out once a side.
 */
import { logLosses, topKHits } from './classification';
import { classFigures, confusionMatrix, perClass, type ClassFigures } from './confusion';
import { crossEntropies, exactRows, matchedRows, sampleF1s, thresholded, wrongLabels } from './multi-label';
import { argmaxRows, rowCount } from './predictions';
import { ResampledRanking } from './resampled-ranking';
import { ResampledSpearman } from './resampled-spearman';
import type { HeadKind } from './facts';

/** Makes a value when it is first asked for, and keeps it. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

abstract class Draw {
  /** Films, each as often as it is in. */
  readonly size: number;

  /** @param times `[films]`: how often each film is in. */
  constructor(readonly times: ArrayLike<number>) {
    let size = 0;
    for (let film = 0; film < times.length; film++) size += times[film];
    this.size = size;
  }

  /** Sum of a number of each film, `[films]`. */
  sum(each: ArrayLike<number>): number {
    const { times } = this;
    let sum = 0;
    for (let film = 0; film < times.length; film++) sum += times[film] * each[film];
    return sum;
  }

  /** Mean of a number of each film; NaN of no films. */
  mean(each: ArrayLike<number>): number {
    return this.sum(each) / this.size;
  }
}

export abstract class Side<Kind extends HeadKind> {
  abstract readonly kind: Kind;
  /** Films. */
  abstract readonly size: number;
  /** @param times `[films]`: how often each film is in. */
  abstract draw(times: ArrayLike<number>): Draws[Kind];
  /** Every film once. */
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

  /** Hits, films that are said to have it, and films that have it: `[labels]` each. */
  private readonly counts = once(() => {
    const { labels } = this.side;
    const counts = {
      hits: new Float64Array(labels),
      said: new Float64Array(labels),
      support: new Float64Array(labels),
    };
    const { start, label, isActual, isSaid } = this.side.positives();
    const { times } = this;
    for (let film = 0; film < times.length; film++) {
      const often = times[film];
      if (often === 0) continue;
      for (let at = start[film]; at < start[film + 1]; at++) {
        counts.support[label[at]] += often * isActual[at];
        counts.said[label[at]] += often * isSaid[at];
        counts.hits[label[at]] += often * isActual[at] * isSaid[at];
      }
    }
    return counts;
  });

  readonly figures = once((): ClassFigures[] => {
    const { hits, said, support } = this.counts();
    return Array.from(hits, (hit, k) => classFigures(hit, said[k], support[k]));
  });

  /** Of all labels pooled. */
  readonly pooled = once((): ClassFigures => {
    const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
    const { hits, said, support } = this.counts();
    return classFigures(total(hits), total(said), total(support));
  });

  /** Of each label; NaN where no film has it, or for the AUC where all have it. */
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

  /** The labels that each film has or is said to have: those of film `f` are at `start[f]` to `start[f + 1]`. */
  readonly positives = once(() => {
    const { actual, predicted, labels, size } = this;
    const start = new Uint32Array(size + 1);
    const found: number[] = [];
    for (let at = 0; at < actual.length; at++) {
      if (actual[at] === 1 || predicted[at] === 1) found.push(at);
      if ((at + 1) % labels === 0) start[(at + 1) / labels] = found.length;
    }
    return {
      start,
      label: Uint16Array.from(found, (at) => at % labels),
      isActual: Uint8Array.from(found, (at) => actual[at]),
      isSaid: Uint8Array.from(found, (at) => predicted[at]),
    };
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

  /** Sum of the squares of the answers around a centre. */
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
 * @param count classes or labels.
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
