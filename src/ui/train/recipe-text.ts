/** The recipe in words: what the Train workspace shows at a glance. */
import { OPEN_IMAGES_MOBILENET_V2 as BUNDLED } from '../../core/backbones/bundled';
import { networkText } from '../../core/backbones/lookups';
import { lossTexts } from '../../core/optimisation/losses';
import { optimizerText } from '../../core/optimisation/optimizers';
import type { Monitor } from '../../core/metrics/facts';
import type { Recipe } from '../../core/recipe/recipe';
import { METHOD_NAMES } from '../../core/recipe/value-names';
import { weightsSourceText } from '../../core/recipe/weights-source';
import { monitorTitle } from '../../core/tasks/monitors';
import * as format from '../shared/format';

/** The posters after each fit. */
export const FIT_WORDS: Record<Recipe['images']['fit'], string> = {
  stretch: 'stretched',
  'centre-crop': 'centre crop',
  pad: 'padded',
  'random-crop': 'random crop',
};

/** One part of the recipe: its name and its text. */
export interface RecipeLine {
  name: string;
  text: string;
}

const QUESTIONS = {
  genres: 'All genres that a film lists',
  'box-office': 'Whether it paid',
  'score-bins': 'Its score, in bins',
  score: 'Its score',
  revenue: 'Its revenue',
  all: 'All questions at once',
} as const;

function taskText({ task }: Recipe): string {
  if (task.kind !== 'genre') return QUESTIONS[task.kind];
  const which =
    task.classes.by === 'top'
      ? `the ${task.classes.count} most frequent`
      : task.classes.names.length <= 4
        ? task.classes.names.join(', ')
        : `${task.classes.names.length} chosen`;
  const most =
    task.perClass === null ? 'all films of each' : `at most ${format.count(task.perClass)} of each`;
  return `First genre: ${which}; ${most}`;
}

function splitText({ split, seed }: Recipe): string {
  const share = (value: number) => format.percent(value, 0);
  const test = split.test > 0 ? `, test ${share(split.test)}` : '';
  return `Validation ${share(split.validation)}${test}; seed ${seed}`;
}

function headText({ head }: Recipe): string {
  const hidden = head.hidden > 0 ? `hidden layer of ${format.count(head.hidden)}, ` : 'one linear layer, ';
  return `${hidden}dropout ${head.dropout}`;
}

function depthText({ depth }: Recipe): string {
  if (depth.kind === 'all') return 'all layers trained';
  if (depth.kind === 'last') return `head and ${format.counted(depth.stages, 'stage')} trained`;
  return depth.kind === 'staged' ? 'trained in stages' : 'frozen';
}

function backboneText(recipe: Recipe): string {
  const { architecture, taps, weights } = recipe.backbone;
  if (architecture === null && recipe.depth.kind === 'head')
    return `${BUNDLED.title}, frozen, ${format.counted(taps.length, 'tap')}`;
  const network = architecture === null ? BUNDLED.title : networkText(architecture);
  return `${network}, ${weightsSourceText(weights)}, ${depthText(recipe)}`;
}

const DRAWS = {
  'one-uniform': 'one answer, all equally likely',
  'one-frequent': 'one answer, as likely as it is frequent',
  cardinality: 'as many labels as films have',
  frequency: 'each label with its own frequency',
} as const;

/** The text of models that are not networks. */
function modelText({ model }: Recipe): string | null {
  if (model.kind === 'random') return `Chance: ${DRAWS[model.draw]}`;
  if (model.kind === 'network') return null;
  const on = model.on === 'pixels' ? 'raw pixels' : 'features of the backbone';
  const swept = model.sweep.length > 0 ? `, and ${model.sweep.length} other values of k` : '';
  return `${METHOD_NAMES[model.method]}, k = ${model.k}, on ${on}${swept}`;
}

/** The monitored metric, if it is not the validation loss. */
function monitorText(before: 'of' | 'in', metric: Monitor, task: Recipe['task']): string {
  return metric === 'loss' ? '' : ` ${before} ${monitorTitle(metric, task) ?? metric}`;
}

function plateauText({ schedule, task }: Recipe): string {
  return 'metric' in schedule ? monitorText('of', schedule.metric, task) : '';
}

/** What counts as an improvement, if not every one does. */
function gainText({ minDelta }: NonNullable<Recipe['stopping']>): string {
  return minDelta > 0 ? ` of more than ${minDelta}` : '';
}

/** Everything else about training; null if there is nothing. */
function extrasText(recipe: Recipe): string | null {
  const { augmentation, balance, loss, mixing, schedule, step, stopping, task } = recipe;
  const extras = [
    augmentation.length > 0 && format.counted(augmentation.length, 'augmentation'),
    mixing?.kind,
    step.precision === 'mixed' && 'mixed precision',
    balance.sampling !== 'none' && `${balance.sampling}sampled`,
    balance.classWeights === 'balanced' && 'class weights',
    ...lossTexts(loss),
    schedule.kind !== 'constant' && `${schedule.kind} schedule${plateauText(recipe)}`,
    schedule.warmUp > 0 && `warm-up of ${format.counted(schedule.warmUp, 'epoch')}`,
    stopping &&
      `stops after ${format.counted(stopping.patience, 'epoch')} without gain${gainText(stopping)}${monitorText('in', stopping.metric, task)}`,
  ].filter((one) => typeof one === 'string');
  return extras.length > 0 ? extras.join(', ') : null;
}

/** Every part that affects the result, in the order of the work. */
export function recipeLines(recipe: Recipe): RecipeLine[] {
  const { images, optimizer, training } = recipe;
  const shared = [
    { name: 'Task', text: taskText(recipe) },
    { name: 'Split', text: splitText(recipe) },
    { name: 'Posters', text: `${images.width} × ${images.height}, ${FIT_WORDS[images.fit]}` },
  ];
  const model = modelText(recipe);
  if (model !== null) return [...shared, { name: 'Model', text: model }];
  const extras = extrasText(recipe);
  return [
    ...shared,
    { name: 'Backbone', text: backboneText(recipe) },
    { name: 'Head', text: headText(recipe) },
    {
      name: 'Training',
      text:
        `${optimizerText(optimizer)}, ${format.counted(training.epochs, 'epoch')}, batches of ` +
        `${training.batchSize}, ${training.keep === 'best' ? 'best epoch kept' : 'last epoch kept'}`,
    },
    ...(extras === null ? [] : [{ name: 'Beside', text: extras }]),
  ];
}
