/**
 * The names of a recipe's choices, as shown in controls and tables of settings. For the names of metrics, which depend
 * on the task, see `monitorTitle`.
 */
import { ARCHITECTURE_FIELDS, FAMILY_NAMES } from '../backbones/lookups';
import { RULES } from '../cleaning/rules';
import { LOSSES } from '../optimisation/losses';
import { OPTIMIZERS } from '../optimisation/optimizers';
import { SCHEDULES } from '../optimisation/schedules';
import type { TransformKind } from './augmentation';
import type { DepthSettings } from './backbone';
import type { ModelSettings } from './model';
import type { StepSettings } from './steps';
import type { Fit, Recipe } from './recipe';
import type { TaskKind } from '../tasks/task';
import type { WeightsSource } from './weights-source';

type Names<Value extends string> = Readonly<Record<Value, string>>;
type Neighbours = Extract<ModelSettings, { kind: 'neighbours' }>;

export const TASK_NAMES: Names<TaskKind> = {
  genre: 'Genre',
  genres: 'Genres (several)',
  'box-office': 'Did it pay',
  'score-bins': 'Score in bins',
  score: 'Score',
  revenue: 'Revenue',
  all: 'All at once',
};

export const FIT_NAMES: Names<Fit> = {
  stretch: 'Stretch',
  'centre-crop': 'Centre crop',
  pad: 'Pad',
  'random-crop': 'Random crop',
};

export const TRANSFORM_NAMES: Names<TransformKind> = {
  'random-resized-crop': 'Random resized crop',
  'random-crop': 'Random crop',
  'centre-crop': 'Centre crop',
  rotation: 'Rotation',
  'colour-jitter': 'Colour jitter',
  'horizontal-flip': 'Horizontal flip',
  zoom: 'Zoom',
  brightness: 'Brightness',
  cutout: 'Cutout',
};

export const MODEL_NAMES: Names<ModelSettings['kind']> = {
  network: 'Network',
  neighbours: 'Neighbours',
  random: 'Chance',
};

export const METHOD_NAMES: Names<Neighbours['method']> = {
  'ml-knn': 'ML-kNN',
  'one-versus-rest': 'One-versus-rest kNN',
  knn: 'kNN',
};

export const NEAR_NAMES: Names<Neighbours['on']> = { pixels: 'Pixels', features: 'Features' };

export const DEPTH_NAMES: Names<DepthSettings['kind']> = {
  head: 'Only the head',
  last: 'The last stages',
  staged: 'In stages',
  all: 'Everything',
};

export const WEIGHTS_NAMES: Names<WeightsSource['kind']> = {
  bundled: 'Bundled',
  hub: 'Hub',
  file: 'File',
  random: 'None',
};

export const KEEP_NAMES: Names<Recipe['training']['keep']> = { best: 'Best', last: 'Last' };

const PRECISION_NAMES: Names<StepSettings['precision']> = { f32: 'float32', mixed: 'Mixed' };

/** Fields whose values are words defined by the recipe, by their dotted path. */
const FIELDS: Readonly<Partial<Record<string, Partial<Names<string>>>>> = {
  'task.kind': TASK_NAMES,
  'task.classes.by': { top: 'Most frequent genres', names: 'Chosen genres' },
  'task.labels.by': { all: 'All genres', films: 'Genres with enough films', names: 'Chosen genres' },
  'task.genres.labels.by': { all: 'All genres', films: 'Genres with enough films', names: 'Chosen genres' },
  'balance.sampling': { none: 'No resampling', over: 'Small classes repeated', under: 'Large classes cut' },
  'balance.classWeights': { none: 'None', balanced: 'Balanced' },
  'images.fit': FIT_NAMES,
  augmentation: TRANSFORM_NAMES,
  'mixing.kind': { mixup: 'Mixup', cutmix: 'Cutmix' },
  'model.kind': MODEL_NAMES,
  'model.method': METHOD_NAMES,
  'model.on': NEAR_NAMES,
  'model.draw': {
    'one-uniform': 'One answer, all equally likely',
    'one-frequent': 'One answer, drawn by its frequency',
    cardinality: 'As many labels as films have',
    frequency: 'Each label with its own frequency',
  },
  'backbone.id': { 'open-images-mobilenet-v2': 'MobileNetV2 1.0, Open Images' },
  'backbone.architecture.family': FAMILY_NAMES,
  ...Object.fromEntries(
    [...ARCHITECTURE_FIELDS].map(([path, { words }]) => [`backbone.architecture.${path}`, words]),
  ),
  'backbone.weights.kind': WEIGHTS_NAMES,
  'depth.kind': DEPTH_NAMES,
  'optimizer.kind': titlesOf(OPTIMIZERS),
  'schedule.kind': titlesOf(SCHEDULES),
  'loss.kind': titlesOf(LOSSES),
  'loss.positiveWeights': { none: 'None', balanced: 'Balanced', capped: 'Balanced, capped' },
  'step.precision': PRECISION_NAMES,
  'training.keep': KEEP_NAMES,
};

/** A choice's name; the value itself if the field is free text or holds names such as a layer's. */
export function valueName(path: string, value: string): string {
  if (path === 'cleaning.rules' && isRule(value)) return RULES[value].title;
  const names = Object.hasOwn(FIELDS, path) ? FIELDS[path] : undefined;
  return (names && Object.hasOwn(names, value) ? names[value] : undefined) ?? value;
}

/** The names in a table of choices. */
export function titlesOf<Value extends string>(
  table: Readonly<Record<Value, { title: string }>>,
): Names<Value> {
  const entries = Object.entries<{ title: string }>(table).map(([value, { title }]) => [value, title]);
  return Object.fromEntries(entries) as Names<Value>;
}

/** A control's options, in the order of the names. */
export function choicesOf<Value extends string>(names: Names<Value>): { value: Value; label: string }[] {
  return (Object.keys(names) as Value[]).map((value) => ({ value, label: names[value] }));
}

function isRule(value: string): value is keyof typeof RULES {
  return Object.hasOwn(RULES, value);
}
