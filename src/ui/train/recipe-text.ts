/** The recipe in the words of a person: what the Train workspace says at a glance. */
import type { Recipe } from '../../core/recipe/recipe';
import { format } from '../shared';

/** How a fit has left the posters. */
export const FIT_WORDS: Record<Recipe['images']['fit'], string> = {
  stretch: 'stretched',
  'centre-crop': 'centre crop',
  pad: 'padded',
  'random-crop': 'random crop',
};

/** One part of the recipe: what it is called and what it says. */
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

const OPTIMIZERS = { adam: 'Adam', adamw: 'AdamW', sgd: 'SGD', rmsprop: 'RMSProp' } as const;

function splitText({ split, seed }: Recipe): string {
  const share = (value: number) => format.percent(value, 0);
  const test = split.test > 0 ? `, test ${share(split.test)}` : '';
  return `Validation ${share(split.validation)}${test}; seed ${seed}`;
}

function headText({ head }: Recipe): string {
  const hidden = head.hidden > 0 ? `hidden layer of ${format.count(head.hidden)}, ` : 'one linear layer, ';
  return `${hidden}dropout ${head.dropout}`;
}

/** Every part that changes what comes out, in the order of the work. */
export function recipeLines(recipe: Recipe, backboneTitle: string): RecipeLine[] {
  const { images, backbone, optimizer, training } = recipe;
  return [
    { name: 'Task', text: taskText(recipe) },
    { name: 'Split', text: splitText(recipe) },
    { name: 'Posters', text: `${images.width} × ${images.height}, ${FIT_WORDS[images.fit]}` },
    {
      name: 'Backbone',
      text: `${backboneTitle}, frozen, ${format.counted(backbone.taps.length, 'tap')}`,
    },
    { name: 'Head', text: headText(recipe) },
    {
      name: 'Training',
      text:
        `${OPTIMIZERS[optimizer.kind]} ${optimizer.learningRate}, ${format.counted(training.epochs, 'epoch')}, batches of ` +
        `${training.batchSize}, ${training.keep === 'best' ? 'best epoch kept' : 'last epoch kept'}`,
    },
  ];
}
