/**
 * Keras 3's `.weights.h5`: groups follow the model's attributes (`layers/functional/layers/conv2d_3/vars/0`), a layer's
 * variables are numbered, and its name stands in an attribute, or (before Keras 3.4) nowhere: then `config.json` of the
 * `.keras` archive has it, or only the order is left. Source: Keras 3.8, `saving/saving_lib.py` (`_save_state`,
 * `_save_container_state`, `H5IOStore`) and `utils/naming.py` (`to_snake_case`).
 */
import type * as H5wasm from 'h5wasm';
import type { Dataset, Entity, Group } from 'h5wasm';

/** Names of layers by their groups: `layers/conv2d_3` → `Conv_1`. */
export type LayerNames = ReadonlyMap<string, string>;

const VARIABLES_GROUP = 'vars';
/** Groups that hold a model's layers, which are no part of a name. */
const CONTAINERS = ['layers', '_layer_checkpoint_dependencies', '_self_tracked_trackables'];
const OPTIMIZER = 'optimizer';

const NORM = ['gamma', 'beta', 'moving_mean', 'moving_variance'];
/** Variables of a layer in their order, by its class. */
const BY_CLASS: Record<string, readonly string[]> = {
  conv2d: ['kernel', 'bias'],
  dense: ['kernel', 'bias'],
  depthwise_conv2d: ['depthwise_kernel', 'bias'],
  batch_normalization: NORM,
};

/** True where a file is laid out as Keras 3's are. */
export function isKeras3(root: Group): boolean {
  return root.keys().some((key) => CONTAINERS.includes(key) || key === VARIABLES_GROUP);
}

/** Every variable of every layer, in the order of the layers as far as the groups tell it. */
export function keras3Tensors(h5: typeof H5wasm, root: Group, layerNames: LayerNames): Map<string, Dataset> {
  const found = new Map<string, Dataset>();
  walk(h5, root, [], (path, group) => {
    const vars = group.get(VARIABLES_GROUP);
    if (!isGroup(h5, vars)) return;
    const datasets = numbered(h5, vars);
    const layer = nameIn(vars) ?? nameIn(group) ?? layerNames.get(path.join('/')) ?? path.at(-1) ?? '';
    const scope = path.slice(0, -1).filter((part) => !CONTAINERS.includes(part));
    const variables = variablesOf(path.at(-1) ?? '', datasets);
    for (const [i, dataset] of datasets.entries()) {
      const short = `${layer}/${variables[i]}`;
      found.set(scope.length > 0 || found.has(short) ? [...scope, short].join('/') : short, dataset);
    }
  });
  return found;
}

function isGroup(h5: typeof H5wasm, entity: Entity | null): entity is Group {
  return entity instanceof h5.Group;
}

/** Deepest last; the groups of one class in the order of their numbers. An optimizer's variables are none of a layer. */
function walk(
  h5: typeof H5wasm,
  group: Group,
  path: readonly string[],
  visit: (path: readonly string[], group: Group) => void,
): void {
  if (path.at(-1) === OPTIMIZER) return;
  visit(path, group);
  for (const key of group.keys().toSorted(byClassAndNumber)) {
    const child = key === VARIABLES_GROUP ? null : group.get(key);
    if (isGroup(h5, child)) walk(h5, child, [...path, key], visit);
  }
}

function byClassAndNumber(one: string, other: string): number {
  const [a, b] = [one, other].map(classAndNumber);
  return a.name.localeCompare(b.name) || a.number - b.number;
}

/** `conv2d_12` → `conv2d`, 12; the first of a class has no number. */
function classAndNumber(key: string): { name: string; number: number } {
  const [, name, number] = /^(.*?)_(\d+)$/.exec(key) ?? [];
  return name === undefined ? { name: key, number: 0 } : { name, number: Number(number) };
}

function numbered(h5: typeof H5wasm, vars: Group): Dataset[] {
  return vars
    .keys()
    .toSorted((a, b) => Number(a) - Number(b))
    .map((key) => vars.get(key))
    .filter((one) => one instanceof h5.Dataset);
}

function nameIn({ attrs }: Group): string | null {
  if (!Object.hasOwn(attrs, 'name')) return null;
  const { value } = attrs.name;
  return typeof value === 'string' ? value : null;
}

/** By the layer's class, or, of an attribute of somebody's own class, by the shapes. */
function variablesOf(key: string, datasets: readonly Dataset[]): string[] {
  const known = BY_CLASS[classAndNumber(key).name] ?? byShapes(datasets);
  // a norm without γ or β leaves it open which one is missing
  const fits = known === NORM ? datasets.length === NORM.length : datasets.length <= known.length;
  return datasets.map((_, i) => (fits ? known[i] : `variable_${i}`));
}

function byShapes(datasets: readonly Dataset[]): readonly string[] {
  const ranks = datasets.map(({ shape }) => shape?.length ?? 0);
  if (ranks.length === 4 && ranks.every((rank) => rank === 1)) return NORM;
  if (ranks.length <= 2 && (ranks[0] === 2 || ranks[0] === 4)) return ['kernel', 'bias'];
  return [];
}

/** A part of a model's configuration that is looked at; the rest is passed over. */
interface LayerConfig {
  class_name: string;
  name: string;
  layers: LayerConfig[] | null;
}

/** Names of layers from a `.keras` archive's `config.json`; none where it is not as expected. */
export function layerNamesOf(config: unknown): LayerNames {
  const found = new Map<string, string>();
  const model = readLayer(config);
  if (model?.layers) for (const container of CONTAINERS) put(found, container, model.layers, container);
  return found;
}

function put(
  found: Map<string, string>,
  path: string,
  layers: readonly LayerConfig[],
  container: string,
): void {
  const counts = new Map<string, number>();
  for (const layer of layers) {
    const key = snakeCase(layer.class_name);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    const group = `${path}/${count === 0 ? key : `${key}_${count}`}`;
    found.set(group, layer.name);
    if (layer.layers) put(found, `${group}/${container}`, layer.layers, container);
  }
}

function snakeCase(className: string): string {
  return className
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function readLayer(value: unknown): LayerConfig | null {
  if (!isRecord(value) || typeof value.class_name !== 'string' || !isRecord(value.config)) return null;
  const { name, layers } = value.config;
  return {
    class_name: value.class_name,
    name: typeof name === 'string' ? name : value.class_name,
    layers: Array.isArray(layers) ? layers.map(readLayer).filter((one) => one !== null) : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
