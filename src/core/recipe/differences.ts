/** Differences between recipes, field by field: for Compare's columns, and for "changed since this run". */
import { ARCHITECTURE_FIELDS } from '../backbones/lookups';
import type { Recipe } from './recipe';

export interface Difference {
  /** Dotted path: `training.epochs`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** Names given by the person, which do not affect results. */
const NAMES = new Set(['id', 'title', 'version']);

/** Leaves by their dotted path; a list is one leaf. */
export function recipeFields(recipe: Recipe): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) found.set(path, value);
    else for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
  };
  walk(recipe, '');
  return found;
}

/** Every field in which the two recipes differ, except names; a field that one of them lacks is undefined there. */
export function recipeDifferences(before: Recipe, after: Recipe): Difference[] {
  const one = recipeFields(before);
  const other = recipeFields(after);
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => !NAMES.has(path) && JSON.stringify(one.get(path)) !== JSON.stringify(other.get(path)))
    .map((path) => ({ path, before: one.get(path), after: other.get(path) }));
}

/** Paths in which the recipes do not all agree, in the order of the fields. */
export function varyingFields(recipes: readonly Recipe[]): string[] {
  const [first, ...others] = recipes;
  if (!first) return [];
  const varying = new Set(others.flatMap((other) => recipeDifferences(first, other).map(({ path }) => path)));
  const order = [...new Set(recipes.flatMap((recipe) => [...recipeFields(recipe).keys()]))];
  return order.filter((path) => varying.has(path));
}

const TITLES: Readonly<Partial<Record<string, string>>> = {
  seed: 'Seed',
  'cleaning.rules': 'Cleaning rules',
  'cleaning.year': 'Films from',
  'cleaning.greyscale.share': 'Greyscale tolerance',
  'cleaning.resolution.width': 'Least width',
  'cleaning.resolution.height': 'Least height',
  'cleaning.blank.deviation': 'Blank below deviation',
  'cleaning.blank.mainColourShare': 'Blank from colour share',
  'task.kind': 'Task',
  'task.classes.by': 'Classes by',
  'task.classes.count': 'Top genres',
  'task.classes.names': 'Genres',
  'task.perClass': 'Films a genre',
  ...taskTitles('task', ''),
  'task.genres': 'Head: genres',
  'task.boxOffice': 'Head: did it pay',
  'task.scoreBins': 'Head: score in bins',
  'task.score': 'Head: score',
  'task.revenue': 'Head: revenue',
  ...taskTitles('task.genres', 'Genres: '),
  ...taskTitles('task.boxOffice', 'Did it pay: '),
  ...taskTitles('task.scoreBins', 'Score in bins: '),
  ...taskTitles('task.score', 'Score: '),
  ...taskTitles('task.revenue', 'Revenue: '),
  'split.validation': 'Validation share',
  'split.test': 'Test share',
  'split.films': 'Films',
  'split.folds': 'Folds',
  'split.folds.count': 'Folds',
  'split.folds.fold': 'Fold',
  'split.keepNearDuplicates': 'Near-duplicates on one side',
  'balance.sampling': 'Sampling',
  'balance.classWeights': 'Class weights',
  'images.fit': 'Fit',
  'images.width': 'Width',
  'images.height': 'Height',
  augmentation: 'Augmentation',
  mixing: 'Mixing',
  'mixing.kind': 'Mixing',
  'mixing.alpha': 'Mixing α',
  'model.kind': 'Model',
  'model.method': 'Neighbours by',
  'model.k': 'k',
  'model.sweep': 'Sweep over k',
  'model.smoothing': 'Smoothing',
  'model.on': 'Near by',
  'model.draw': 'Drawn',
  'backbone.id': 'Backbone',
  'backbone.taps': 'Taps',
  'backbone.architecture': 'Architecture',
  'backbone.architecture.family': 'Architecture',
  ...Object.fromEntries(
    [...ARCHITECTURE_FIELDS].map(([path, { title }]) => [`backbone.architecture.${path}`, title]),
  ),
  'backbone.weights.kind': 'Weights',
  'backbone.weights.repo': 'Repository',
  'backbone.weights.file': 'Weights file',
  'backbone.weights.revision': 'Revision',
  'backbone.weights.name': 'Weights file',
  'backbone.weights.sha256': 'Weights SHA-256',
  'depth.kind': 'Trained',
  'depth.stages': 'Stages',
  'depth.headEpochs': 'Epochs of the head alone',
  'depth.ratePerStage': 'Rate a stage',
  'head.dropout': 'Dropout',
  'head.hidden': 'Hidden layer',
  'optimizer.kind': 'Optimizer',
  'optimizer.learningRate': 'Learning rate',
  'optimizer.beta1': 'Adam β₁',
  'optimizer.beta2': 'Adam β₂',
  'optimizer.epsilon': 'Adam ε',
  'optimizer.weightDecay': 'Weight decay',
  'optimizer.momentum': 'Momentum',
  'optimizer.nesterov': 'Nesterov',
  'optimizer.rho': 'RMSprop ρ',
  'schedule.kind': 'Schedule',
  'schedule.warmUp': 'Warm-up epochs',
  'schedule.every': 'Step every',
  'schedule.factor': 'Schedule factor',
  'schedule.final': 'Final rate',
  'schedule.metric': 'Plateau of',
  'schedule.patience': 'Plateau patience',
  'schedule.threshold': 'Plateau threshold',
  'schedule.peakAt': 'Peak at',
  'schedule.startDivisor': 'Start divisor',
  'schedule.endDivisor': 'End divisor',
  'schedule.cycleMomentum': 'Momentum cycled',
  'loss.kind': 'Loss',
  'loss.headWeights': 'Weights of heads',
  'loss.labelSmoothing': 'Label smoothing',
  'loss.positiveWeights': 'Positive weights',
  'loss.cap': 'Positive weights up to',
  'loss.gamma': 'Focal γ',
  'loss.alpha': 'Focal α',
  'loss.delta': 'Huber δ',
  'step.clipNorm': 'Gradient clipped at',
  'step.accumulate': 'Batches a step',
  'step.averaging': 'Weights averaged',
  'step.averaging.decay': 'Averaging decay',
  'step.precision': 'Precision',
  stopping: 'Early stopping',
  'stopping.metric': 'Stops by',
  'stopping.patience': 'Stopping patience',
  'stopping.minDelta': 'Min delta',
  'training.epochs': 'Epochs',
  'training.batchSize': 'Batch size',
  'training.keep': 'Kept epoch',
};

/** Titles of options that tasks share, for a single task or for one head of several. */
function taskTitles(path: string, head: string): Record<string, string> {
  const titles = {
    'labels.by': 'Labels',
    'labels.atLeast': 'Label from films',
    'labels.names': 'Labels named',
    keepWithout: 'Films without a label',
    leaveOutZero: 'Zeros left out',
    implausiblyBelow: 'Implausible below $',
    leaveOutImplausible: 'Implausible left out',
    threshold: 'Revenue : budget from',
    leastVotes: 'Least votes',
    edges: 'Edges',
  };
  return Object.fromEntries(
    Object.entries(titles).map(([field, title]) => [`${path}.${field}`, `${head}${title}`]),
  );
}

/** A field's title for people; its path if it has no title. */
export function fieldTitle(path: string): string {
  return TITLES[path] ?? path;
}
