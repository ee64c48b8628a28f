/**
 * The order of layers: `ui → state → workers/client ┊ workers → ml, images, sample, storage → core`. The dotted line is
 * `postMessage`: only types cross it. There are four kinds of worker: `data`, `compute` and `figures` belong to the page,
 * `augment` to the data worker.
 */
import path from 'node:path';
import type { Import } from './imports';

export type Layer =
  | 'core'
  | 'ml'
  | 'images'
  | 'sample'
  | 'storage'
  /** Only types, and the calls over ports: either side of the dotted line may use them. */
  | 'protocol'
  | 'workers'
  /** The page's side of the workers. */
  | 'client'
  | 'state'
  | 'ui';

/** Which layers a layer may import, including itself, and which packages. */
const MAY: Record<Layer, { layers: Layer[]; packages: RegExp }> = {
  core: { layers: ['core'], packages: /^(zod|papaparse)$/ },
  // a model leaves as a ZIP of checked JSON, or comes as Keras's HDF5: the libraries work on bytes and know no folders
  ml: { layers: ['ml', 'core'], packages: /^(@tensorflow\/.+|zod|h5wasm|@zip\.js\/zip\.js(\/.+)?)$/ },
  images: { layers: ['images', 'core'], packages: /^$/ },
  sample: { layers: ['sample', 'core'], packages: /^$/ },
  storage: { layers: ['storage', 'core'], packages: /^idb$/ },
  protocol: { layers: ['protocol', 'core'], packages: /^$/ },
  workers: {
    layers: ['workers', 'protocol', 'ml', 'images', 'sample', 'storage', 'core'],
    packages: /^(@zip\.js\/zip\.js(\/.+)?|papaparse|idb)$/,
  },
  client: { layers: ['client', 'protocol', 'core'], packages: /^$/ },
  state: { layers: ['state', 'client', 'protocol', 'core'], packages: /^(zustand|zod)(\/.+)?$/ },
  ui: { layers: ['ui', 'state', 'core'], packages: /^(?!@tensorflow|idb|@zip\.js|h5wasm)/ },
};

/** Additional layers from which types may be imported, if nothing of them remains at run time. */
const MAY_TYPES: Partial<Record<Layer, Layer[]>> = {
  ui: ['protocol', 'client'],
};

/**
 * The folders of a layer from the ground up, by their paths below it; `.` is the layer's own files. A folder may import,
 * types included, only from folders before it. Layers that are not listed have no folders that import one another.
 */
export const INSIDE: Partial<Record<Layer, readonly string[]>> = {
  // `.` is the ground: text, random numbers, errors, progress, heads. Each part of the recipe's schema is beside the code
  // that implements it, so the recipe combines parts from below, and cleaning, tasks and balance need not know it.
  // Metrics work on plain arrays. They are below the tasks, whose baselines they measure, and below the recipe, which
  // names them; what measures a whole run is in `run`. Presets contain published figures, which experiments show.
  core: [
    '.',
    'pixels',
    'films',
    'fetch',
    'join',
    'splits',
    'metrics',
    'cleaning',
    'tasks',
    'balance',
    'backbones',
    'optimisation',
    'recipe',
    'mixing',
    'plan',
    'predictions',
    'run',
    'presets',
    'experiments',
    'neighbours',
  ],
  storage: ['.'],
  images: ['headers', 'fit', 'augment', '.', 'fetch'],
  sample: ['specs', 'drawing/pen', 'drawing/parts', 'drawing/archetypes', 'drawing/lettering', 'drawing'],
  // what several workspaces show is below them; `train` describes a recipe in texts that others show for a run
  ui: [
    'shared',
    'charts',
    'runs',
    'data',
    'prepare/question',
    'prepare',
    'compare',
    'train',
    'evaluate',
    'export',
    'predict',
    'app',
  ],
  workers: [
    'input',
    'figures',
    'augment',
    'data',
    'compute/hub',
    'compute/weights',
    'compute/posters',
    'compute/train',
    'compute',
  ],
  // kernels do not depend on networks, so that any code can use them; layers choose each backend's kernels
  ml: [
    'kernels',
    'kernels/webgpu',
    'kernels/wasm',
    'backends',
    'losses',
    'optimizers',
    'schedules',
    'precision',
    'layers',
    'backbones',
    'weights/names',
    'weights',
    'features',
    'neighbours',
    'training',
    'formats',
  ],
};

const PAGE_SIDE_OF_WORKERS = ['client', 'automation'];
const PROTOCOL = ['protocol', 'rpc', 'start-worker', 'worker-remote'];

/** The layer of a file, by its path below `src` with forward slashes; null if it belongs to none. */
export function layerOf(file: string): Layer | null {
  const [folder, ...rest] = file.split('/');
  if (folder === 'workers') {
    const name = path.posix.basename(file).replace(/\.tsx?$/, '');
    if (rest.length === 1 && PAGE_SIDE_OF_WORKERS.includes(name)) return 'client';
    if (rest.length === 1 && PROTOCOL.includes(name)) return 'protocol';
    return 'workers';
  }
  if (rest.length === 0 && /^main\.tsx?$/.test(folder)) return 'ui';
  return folder in MAY && folder !== 'protocol' && folder !== 'client' ? (folder as Layer) : null;
}

/** main.tsx puts the page together: it may start what no other part of the page may import. */
function isEntry(file: string): boolean {
  return /^main\.tsx?$/.test(file);
}

/** A style sheet, plain data, or the URL of an asset or worker: no code is imported. */
export function isAsset(request: string): boolean {
  return /\.(css|json)$|[?&](url|worker|inline|raw)\b/.test(request);
}

/**
 * Why an import violates the order, or null if it does not.
 * @param file Path below `src`, with forward slashes.
 */
export function objection(file: string, { request, typeOnly }: Import): string | null {
  const layer = layerOf(file);
  if (layer === null) return `src/${file} is in no layer of the house`;
  const may = MAY[layer];
  if (isAsset(request)) return null;
  if (!request.startsWith('.'))
    return may.packages.test(request) ? null : `src/${file} (${layer}) imports the package ${request}`;
  const target = path.posix.join(path.posix.dirname(file), request);
  const targetLayer = layerOf(target);
  if (targetLayer === null) return `src/${file} imports src/${target}, which is in no layer`;
  if (targetLayer === layer) return isEntry(file) ? null : insideObjection(file, target, layer);
  if (may.layers.includes(targetLayer)) return null;
  if (typeOnly && MAY_TYPES[layer]?.includes(targetLayer)) return null;
  if (isEntry(file) && targetLayer === 'client') return null;
  return `src/${file} (${layer}) imports src/${target} (${targetLayer})`;
}

/** Why an import within a layer violates its inner order. */
function insideObjection(file: string, target: string, layer: Layer): string | null {
  const folders = INSIDE[layer];
  if (!folders) return null;
  const below = (name: string) => path.posix.relative(layer, name);
  const folder = path.posix.dirname(below(file));
  // a request that names a folder means its index
  const named = below(target) || '.';
  const targetFolder = folders.includes(named) ? named : path.posix.dirname(named);
  for (const one of [folder, targetFolder])
    if (!folders.includes(one)) return `src/${layer}/${one} has no place in the order of ${layer}`;
  if (folders.indexOf(targetFolder) <= folders.indexOf(folder)) return null;
  return `src/${file} imports src/${target}: in ${layer}, ${targetFolder} stands above ${folder}`;
}
