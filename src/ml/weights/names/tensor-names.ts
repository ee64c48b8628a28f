/**
 * Weights under a file's names (torchvision, timm, Keras) and under ours, and the way between. Every tensor that an
 * architecture needs must be there with its shape; one that nobody knows is refused.
 */
import { OnesheetError } from '../../../core/errors';
import { parametersOf, type Parameter } from '../../layers/parameters';
import type { Architecture } from '../../layers/architecture';
import { takeTensor, type Weights } from '../../layers/weights';
import { intoOurs, kerasLayout, outOfOurs, torchLayout, type Layout } from './layouts';

/** One way of naming an architecture's tensors. */
export interface TensorNames {
  /** `torchvision`, `timm`, `Keras`: for messages. */
  title: string;
  framework: 'torch' | 'keras';
  nameOf(parameter: Parameter): string;
  /** Dense kernels that the file keeps as 1 × 1 convolutions. */
  asConvolution(parameter: Parameter): boolean;
  /** Tensors of such files that no network here reads. */
  ignored: RegExp;
  /** Tensors that such files have beside the network's, with their shapes: {@link adapt} needs them. */
  besides?: ReadonlyMap<string, number[]>;
  /** Keras' name of today for a layer that it named otherwise before; null for one that it did not. */
  formerLayer?: (layer: string) => string | null;
  /** The layer that Keras lists right after this one, where our order is another; null where it is not. */
  listedBefore?: (layer: string) => string | null;
  /**
   * Changes values before tensors are renamed, for networks that compute a little otherwise at their source. What it
   * does is not undone by `toFile`.
   */
  adapt?: (file: Weights) => Weights;
}

export interface TakeOptions {
  /** Stages whose tensors are neither needed nor taken: a head for other classes. */
  except?: readonly string[];
}

function layoutOf(names: TensorNames, parameter: Parameter): Layout {
  const layout = names.framework === 'torch' ? torchLayout : kerasLayout;
  return layout(parameter, names.asConvolution(parameter));
}

/** The shapes of all tensors in a file of such names. */
export function fileShapes(architecture: Architecture, names: TensorNames): Map<string, number[]> {
  const parameters = parametersOf(architecture);
  return new Map([
    ...parameters.map((one) => [names.nameOf(one), layoutOf(names, one).shape] as const),
    ...(names.besides ?? []),
  ]);
}

/** Names of the tensors that have to be fetched from a file. */
export function neededNames(
  architecture: Architecture,
  names: TensorNames,
  { except = [] }: TakeOptions = {},
): string[] {
  const needed = parametersOf(architecture).filter(({ stage }) => !except.includes(stage));
  return [...needed.map((parameter) => names.nameOf(parameter)), ...(names.besides?.keys() ?? [])];
}

/**
 * A file's weights under our names, in our layouts.
 * @throws OnesheetError `weights-missing-tensor`, `weights-shape`, `weights-extra-tensor`, each naming the tensor as
 *   the file does.
 */
export function fromFile(
  architecture: Architecture,
  file: Weights,
  names: TensorNames,
  { except = [] }: TakeOptions = {},
): Weights {
  const parameters = parametersOf(architecture);
  const known = new Set(fileShapes(architecture, names).keys());
  const extra = [...file.keys()].find((name) => !known.has(name) && !names.ignored.test(name));
  if (extra !== undefined)
    throw new OnesheetError(
      'weights-extra-tensor',
      `The weights hold a tensor "${extra}", which ${architecture.title} does not have under ${names.title}’s names.`,
      'Take weights that were made for this backbone.',
    );
  for (const [name, shape] of names.besides ?? []) takeTensor(file, name, shape);
  const adapted = names.adapt?.(file) ?? file;
  return new Map(
    parameters
      .filter(({ stage }) => !except.includes(stage))
      .map((parameter) => {
        const layout = layoutOf(names, parameter);
        const { dtype, data } = takeTensor(adapted, names.nameOf(parameter), layout.shape);
        return [parameter.name, { dtype, shape: parameter.shape, data: intoOurs(data, layout) }];
      }),
  );
}

/**
 * Our weights under a file's names, in its layouts: the inverse of {@link fromFile}.
 * @throws OnesheetError `weights-missing-tensor`, `weights-shape`, naming the tensor as we do.
 */
export function toFile(architecture: Architecture, weights: Weights, names: TensorNames): Weights {
  return new Map(
    parametersOf(architecture).map((parameter) => {
      const layout = layoutOf(names, parameter);
      const { dtype, data } = takeTensor(weights, parameter.name, parameter.shape);
      return [names.nameOf(parameter), { dtype, shape: layout.shape, data: outOfOurs(data, layout) }];
    }),
  );
}
