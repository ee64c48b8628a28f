/** Where the tensors that a network needs are found in a file of somebody else's naming. */
import { OnesheetError } from '../../core/errors';
import { sizeOf, type NamedTensor, type Weights } from '../layers/weights';

export type TensorSource =
  | { kind: 'tensor'; name: string }
  /** Not in the file: what was folded into another tensor. */
  | { kind: 'constant'; value: number; shape: readonly number[] };

/** By the name that the network's kind of file has for a tensor. */
export type Sources = ReadonlyMap<string, TensorSource>;

export function tensorSource(name: string): TensorSource {
  return { kind: 'tensor', name };
}

export function constantSource(value: number, shape: readonly number[]): TensorSource {
  return { kind: 'constant', value, shape };
}

/** A tensor that is not in a file. */
export function constantTensor({ value, shape }: Extract<TensorSource, { kind: 'constant' }>): NamedTensor {
  return { dtype: 'F32', shape: [...shape], data: new Float32Array(sizeOf(shape)).fill(value) };
}

/**
 * A file's weights under the names of its kind; what no source names is left out.
 * @throws OnesheetError `weights-missing-tensor` where a source names a tensor that is not there.
 */
export function placed(file: Weights, sources: Sources): Weights {
  return new Map(
    [...sources].map(([name, source]) => {
      if (source.kind === 'constant') return [name, constantTensor(source)];
      const tensor = file.get(source.name);
      if (tensor) return [name, tensor];
      throw new OnesheetError(
        'weights-missing-tensor',
        `The weights have no tensor named "${source.name}".`,
        'Take weights that were made for this backbone.',
      );
    }),
  );
}
