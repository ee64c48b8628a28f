/**
 * Weights as all of `ml` passes them on: named tensors, always float32 in memory, however they were stored. They do not
 * depend on where they come from (safetensors, a TFLite file, tfjs, Keras).
 */
import { OnesheetError } from '../../core/errors';

/** How a tensor is stored in a file. */
export type StoredType = 'F64' | 'F32' | 'F16' | 'BF16' | 'I64' | 'I32' | 'I16' | 'I8' | 'U8' | 'BOOL';

export interface NamedTensor {
  dtype: StoredType;
  /** Convolutions are `[height, width, in, out]`, depthwise ones `[height, width, channels, 1]`. */
  shape: number[];
  /** Row-major. */
  data: Float32Array<ArrayBuffer>;
}
export type Weights = Map<string, NamedTensor>;

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * The tensor of that name and shape.
 * @throws OnesheetError `weights-missing-tensor`, `weights-shape`; both name the tensor.
 */
export function takeTensor(weights: Weights, name: string, shape: readonly number[]): NamedTensor {
  const tensor = weights.get(name);
  if (!tensor)
    throw new OnesheetError(
      'weights-missing-tensor',
      `The weights have no tensor named "${name}".`,
      'Take weights that were made for this backbone.',
    );
  if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis]))
    throw new OnesheetError(
      'weights-shape',
      `The tensor "${name}" is [${tensor.shape.join(', ')}]; this backbone needs [${shape.join(', ')}].`,
      'Take weights that were made for this backbone.',
    );
  return tensor;
}
