/** A file of weights that has been looked at, whatever its format: what tensors it has, and each when it is asked for. */
import type { WeightsFormat } from '../../core/backbones/kept-weights';
import type { NamedTensor } from '../layers/weights';

export interface OpenWeights {
  format: WeightsFormat;
  /** By the file's own names. */
  shapes: ReadonlyMap<string, readonly number[]>;
  /**
   * One tensor, every value of it a number.
   * @throws OnesheetError `weights-truncated`, `weights-not-finite`, naming it.
   */
  read(name: string): Promise<NamedTensor>;
  /** What the file holds beside tensors of layers, in words: an optimizer's state. */
  besides?: readonly string[];
  close(): void;
}
