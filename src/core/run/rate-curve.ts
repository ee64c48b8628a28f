/** What a learning-rate range test finds: the loss at each learning rate, and the learning rates that follow from it. */

export interface FinderPoint {
  learningRate: number;
  /** Mean loss of the batches of this step, from before the weights moved. */
  loss: number;
  /** The exponential moving average, without the bias of its start. */
  smoothed: number;
}

export interface Suggestions {
  /** Where the smoothed loss falls fastest; null where it never falls. */
  steepest: number | null;
  /** The middle of the longest fall: fastai's default, and the one to use. Null where it never falls. */
  valley: number | null;
}

export interface RateCurve {
  /** By rising learning rate, to where the loss diverges. */
  points: FinderPoint[];
  suggestions: Suggestions;
}
