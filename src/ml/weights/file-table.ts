/**
 * What files of one kind hold, whatever their classes are: which tensors a network needs under the file's names, which
 * belong to its head, and its layers in order for files whose names say nothing.
 */
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import { inputsOf } from '../layers/layer';
import { parametersOf, type Parameter, type ParameterKind } from '../layers/parameters';
import type { FileKind } from './names/published-files';
import { fileShapes, type TensorNames } from './names/tensor-names';
import { knownFiles } from './published';

/** Every stage but this one has to be in the file. */
const HEAD = 'head';

export type Shape = readonly number[];

/** How a layer is told from others where its name is no help. */
export type LayerKind = 'convolution' | 'depthwise' | 'dense' | 'norm';

/** One layer with its tensors, by what they are. */
export interface TableLayer {
  kind: LayerKind;
  /** Under the file's names, in its layouts. */
  tensors: ReadonlyMap<ParameterKind, { name: string; shape: Shape }>;
  /** The norm that reads this layer alone, by its place among the layers; null where there is none. */
  norm: number | null;
  /** Of a norm. */
  epsilon: number;
}

export interface FileTable extends FileKind<ArchitectureConfig> {
  title: string;
  /** All but the head's. */
  needed: ReadonlyMap<string, Shape>;
  /** The head's tensors, with one class. */
  head: ReadonlyMap<string, Shape>;
  /** The last layer's kernel with one class, and the axis of its outputs; null where the family has none. */
  last: { name: string; shape: Shape; axis: number } | null;
  /** All but the head's, in the order in which such files list them. */
  layers: readonly TableLayer[];
}

let tables: readonly FileTable[] | null = null;

/** A table for every kind of file that is known. */
export function fileTables(): readonly FileTable[] {
  return (tables ??= knownFiles().map(tableOf));
}

function tableOf(kind: FileKind<ArchitectureConfig>): FileTable {
  const { config, names } = kind;
  const architecture = architectureOf(config(1));
  const parameters = parametersOf(architecture);
  const shapes = fileShapes(architecture, names);
  const shapeOf = (name: string): Shape => shapes.get(name) ?? [];
  const head = parameters.filter(({ stage }) => stage === HEAD);
  const inHead = new Set(head.map((parameter) => names.nameOf(parameter)));
  const kernel = head.find((one) => one.use === 'dense' && one.kind === 'kernel');
  const last = kernel && names.nameOf(kernel);
  return {
    ...kind,
    title: architecture.title,
    needed: new Map([...shapes].filter(([one]) => !inHead.has(one))),
    head: new Map([...inHead].map((name) => [name, shapeOf(name)])),
    last: last
      ? // with one class, the axis of the outputs is the one of size 1 beside the features'
        { name: last, shape: shapeOf(last), axis: names.framework === 'torch' ? 0 : shapeOf(last).length - 1 }
      : null,
    layers: layersOf(
      parameters.filter(({ stage }) => stage !== HEAD),
      names,
      shapeOf,
      new Map(
        architecture.stages.flatMap(({ layers }) =>
          layers.flatMap((one) =>
            one.op === 'norm' ? [[one.name, { reads: inputsOf(one)[0], epsilon: one.epsilon }] as const] : [],
          ),
        ),
      ),
    ),
  };
}

function layersOf(
  parameters: readonly Parameter[],
  names: TensorNames,
  shapeOf: (name: string) => Shape,
  norms: ReadonlyMap<string, { reads: string; epsilon: number }>,
): TableLayer[] {
  const grouped = new Map<string, Parameter[]>();
  for (const one of parameters) grouped.set(one.layer, [...(grouped.get(one.layer) ?? []), one]);
  const order = inFileOrder([...grouped.keys()], names, grouped);
  return order.map((layer) => {
    const members = grouped.get(layer) ?? [];
    const norm = order.findIndex((other) => norms.get(other)?.reads === layer);
    const tensors = members.map((one) => {
      const name = names.nameOf(one);
      return [one.kind, { name, shape: shapeOf(name) }] as const;
    });
    // Caffe's convolutions have a bias that our network has not
    const bias = (members[0] && names.nameOf(members[0]))?.replace(/kernel$/, 'bias');
    const besides = bias ? names.besides?.get(bias) : undefined;
    if (bias && besides) tensors.push(['bias', { name: bias, shape: besides }]);
    return {
      kind: kindOf(members, shapeOf(members[0] ? names.nameOf(members[0]) : '')),
      tensors: new Map(tensors),
      norm: norm === -1 ? null : norm,
      epsilon: norms.get(layer)?.epsilon ?? 0,
    };
  });
}

function kindOf([first]: readonly Parameter[], shape: Shape): LayerKind {
  if (!first?.use) return 'norm';
  if (first.use === 'dense') return shape.length === 4 ? 'convolution' : 'dense';
  return first.use;
}

/** Keras lists the convolution of a shortcut before the last one of its block; we and PyTorch have it behind. */
function inFileOrder(
  layers: readonly string[],
  names: TensorNames,
  grouped: ReadonlyMap<string, readonly Parameter[]>,
): string[] {
  const order = [...layers];
  if (!names.listedBefore) return order;
  const fileLayer = (layer: string) => {
    const first = grouped.get(layer)?.[0];
    return first ? names.nameOf(first).split('/')[0] : '';
  };
  for (const layer of layers) {
    const next = names.listedBefore(fileLayer(layer));
    const to = next === null ? -1 : order.findIndex((one) => fileLayer(one) === next);
    if (to === -1) continue;
    order.splice(order.indexOf(layer), 1);
    order.splice(
      order.findIndex((one) => fileLayer(one) === next),
      0,
      layer,
    );
  }
  return order;
}
