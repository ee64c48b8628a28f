/** The result of a learning-rate range test: the loss at each learning rate, and the rates that it suggests. */

export interface FinderPoint {
  learningRate: number;
  /** Mean loss of the step's batches, before the weights were updated. */
  loss: number;
  /** The exponential moving average, with bias correction. */
  smoothed: number;
}

export interface Suggestions {
  /** Where the smoothed loss falls fastest; null if it never falls. */
  steepest: number | null;
  /** The middle of the longest fall: fastai's default, and the recommended one. Null if the loss never falls. */
  valley: number | null;
}

export interface RateCurve {
  /** In ascending order of learning rate, up to where the loss diverges. */
  points: FinderPoint[];
  suggestions: Suggestions;
}
