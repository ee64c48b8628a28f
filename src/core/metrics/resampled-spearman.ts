/**
 * Spearman's rank correlation over many resamples of the same samples. Sorts both lists once; a resample says how often
 * it contains each sample.
 */

/** Ranks of one list, updated for each resample without sorting. */
class ResampledRanks {
  private readonly order: Int32Array;
  /** For each position in the order: 1 if the next sample has a greater value. */
  private readonly last: Uint8Array;
  readonly ranks: Float64Array;

  constructor(values: ArrayLike<number>) {
    this.ranks = new Float64Array(values.length);
    this.order = Int32Array.from({ length: values.length }, (_, at) => at).sort(
      (a, b) => values[a] - values[b],
    );
    this.last = Uint8Array.from(this.order, (sample, at) =>
      Number(at + 1 === this.order.length || values[this.order[at + 1]] !== values[sample]),
    );
  }

  /** Fills `ranks` with the mean rank of each sample's copies and ties. */
  rank(times: ArrayLike<number>): void {
    let start = 0;
    let before = 0;
    let taken = 0;
    for (let at = 0; at < this.order.length; at++) {
      taken += times[this.order[at]];
      if (this.last[at] === 0) continue;
      // positions before + 1 to taken
      const rank = (before + 1 + taken) / 2;
      for (let i = start; i <= at; i++) this.ranks[this.order[i]] = rank;
      start = at + 1;
      before = taken;
    }
  }
}

export class ResampledSpearman {
  private readonly one: ResampledRanks;
  private readonly other: ResampledRanks;

  /** @param one, other `[samples]`. */
  constructor(one: ArrayLike<number>, other: ArrayLike<number>) {
    this.one = new ResampledRanks(one);
    this.other = new ResampledRanks(other);
  }

  /** `spearman` with each sample repeated `times` times. @param times `[samples]`. */
  figure(times: ArrayLike<number>): number {
    this.one.rank(times);
    this.other.rank(times);
    const a = this.one.ranks;
    const b = this.other.ranks;
    let count = 0;
    for (let i = 0; i < times.length; i++) count += times[i];
    // the mean rank, with or without ties
    const centre = (count + 1) / 2;
    let product = 0;
    let squareA = 0;
    let squareB = 0;
    for (let i = 0; i < times.length; i++) {
      product += times[i] * (a[i] - centre) * (b[i] - centre);
      squareA += times[i] * (a[i] - centre) ** 2;
      squareB += times[i] * (b[i] - centre) ** 2;
    }
    return product / Math.sqrt(squareA * squareB);
  }
}
