/**
 * How Keras has spelled the names of tensors over the years, as one spelling: `layer/variable`, with today's names of
 * the variables. Every reader of Keras' weights (HDF5, the tfjs layers format) goes through here.
 *
 * Keras 1 names a variable after its layer (`block1_conv1_W_1:0`), Keras 2 puts the layer before a slash and a `:0`
 * behind, Keras 3 drops the `:0` and calls the kernels of depthwise convolutions as any other's.
 */

/** Keras 1's names of variables; `running_std` held the variance. */
const FORMER_VARIABLES: Record<string, string> = {
  W: 'kernel',
  b: 'bias',
  running_mean: 'moving_mean',
  running_std: 'moving_variance',
};
const DEPTHWISE = /(^|_)(dw|depthwise)(_\d+)*$/;

export interface KerasName {
  layer: string;
  variable: string;
  /** What stands before the layer: the networks and groups that it is in. */
  scope: string;
}

/**
 * @param listed As the file has it.
 * @param shape Null where it is not known.
 * @param group The layer's group in the file, for names that have no slash.
 */
export function kerasName(listed: string, shape: readonly number[] | null, group = ''): KerasName {
  const parts = listed.replace(/:\d+$/, '').split('/');
  const own = parts.pop() ?? '';
  const layer = parts.pop() ?? group;
  const variable = variableOf(own, layer);
  const isDepthwise = variable === 'kernel' && shape?.[3] === 1 && DEPTHWISE.test(layer);
  return { layer, variable: isDepthwise ? 'depthwise_kernel' : variable, scope: parts.join('/') };
}

/** `conv1/kernel`. */
export function kerasText({ layer, variable }: Pick<KerasName, 'layer' | 'variable'>): string {
  return layer === '' ? variable : `${layer}/${variable}`;
}

/** `block1_conv1_W_1` of the layer `block1_conv1` → `kernel`; `kernel_2`, numbered by a second build → `kernel`. */
function variableOf(own: string, layer: string): string {
  const after = own.startsWith(`${layer}_`) ? own.slice(layer.length + 1) : own;
  const plain = after.replace(/_\d+$/, '');
  return FORMER_VARIABLES[plain] ?? plain;
}

/** A layer of a second build in the same session is numbered: `Conv1_1` → `Conv1`; null for one without a number. */
export function withoutBuildNumber(layer: string): string | null {
  const cut = layer.replace(/_\d+$/, '');
  return cut === layer || cut === '' ? null : cut;
}
