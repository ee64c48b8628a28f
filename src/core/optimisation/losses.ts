/**
 * The only list of losses, by the id that a recipe stores, with the kinds of answer that each one fits. Recipes, menus,
 * run descriptions and controls read it. To add one, add an entry; `ml/losses/create-loss.ts` does not compile until it
 * computes the loss for each kind of answer.
 */
import { z } from 'zod';
import type { AnswerKind } from '../heads';
import type { ParametersOf } from './parameters';

interface LossFacts<Schema extends z.ZodObject, Answers extends readonly AnswerKind[]> {
  /** In menus and tables: "Binary cross entropy". */
  title: string;
  /**
   * The kinds of answer that it can be trained with. A network with several heads needs a loss that fits all their
   * kinds.
   */
  answers: Answers;
  schema: Schema;
  parameters: ParametersOf<z.infer<Schema>>;
  /** Its parts in a one-line description of a recipe: the differences from the task's default loss without tricks. */
  text: (settings: z.infer<Schema>) => readonly string[];
}

function loss<const Schema extends z.ZodObject, const Answers extends readonly AnswerKind[]>(
  facts: LossFacts<Schema, Answers>,
): LossFacts<Schema, Answers> {
  return facts;
}

/** This share of an answer is spread evenly over all possible ones; for a label these are yes and no. */
const labelSmoothing = z.number().min(0).lt(1).default(0);

const smoothingText = (share: number) => (share > 0 ? [`labels smoothed by ${share}`] : []);

/**
 * The task's default: softmax cross entropy for a class, binary cross entropy for labels, mean squared error for a
 * value, and for several heads the default of each.
 */
const auto = loss({
  title: 'Default for the task',
  answers: ['class', 'labels', 'value'],
  schema: z.strictObject({
    kind: z.literal('auto').default('auto'),
    /** Weight of each head of a network with several, by the head's name; 1 if missing. */
    headWeights: z.record(z.string().min(1), z.number().min(0).max(1000)).default({}),
  }),
  parameters: { headWeights: null },
  text: () => [],
});

// smoothing and positive weights are shown among the tricks; setting them may replace the loss by a cross entropy
const softmaxCrossEntropy = loss({
  title: 'Softmax cross entropy',
  answers: ['class'],
  schema: z.strictObject({ kind: z.literal('softmax-cross-entropy'), labelSmoothing }),
  parameters: { labelSmoothing: null },
  text: ({ labelSmoothing }) => smoothingText(labelSmoothing),
});

const binaryCrossEntropy = loss({
  title: 'Binary cross entropy',
  answers: ['class', 'labels'],
  schema: z.strictObject({
    kind: z.literal('binary-cross-entropy'),
    /** Films without the label divided by films with it; at most `cap` for 'capped'. */
    positiveWeights: z.enum(['none', 'balanced', 'capped']).default('none'),
    cap: z.number().min(1).max(1000).default(10),
    labelSmoothing,
  }),
  parameters: { positiveWeights: null, cap: null, labelSmoothing: null },
  text: ({ positiveWeights, labelSmoothing }) => [
    ...(positiveWeights === 'none' ? [] : ['positive weights']),
    ...smoothingText(labelSmoothing),
  ],
});

/** Over classes (softmax) or labels (sigmoid), depending on the task. */
const focal = loss({
  title: 'Focal',
  answers: ['class', 'labels'],
  schema: z.strictObject({
    kind: z.literal('focal'),
    gamma: z.number().min(0).max(10).default(2),
    /** For labels: positives are weighted by alpha, negatives by 1 − alpha. Null for no weighting. */
    alpha: z.number().min(0).max(1).nullable().default(0.25),
  }),
  parameters: {
    gamma: {
      control: 'number',
      label: 'γ',
      id: 'focal-gamma',
      min: 0,
      max: 10,
      hint: 'Higher values count what is already right for less; 0 is cross entropy.',
    },
    alpha: {
      control: 'optional-number',
      label: 'α',
      id: 'focal-alpha',
      min: 0,
      max: 1,
      answers: ['labels'],
      switch: {
        label: 'α-balanced',
        id: 'focal-balanced',
        hint: 'Weights the labels that a film has by α and the others by 1 − α.',
      },
      // torchvision's default
      usual: 0.25,
    },
  },
  text: ({ gamma }) => [`focal loss, γ ${gamma}`],
});

const meanSquaredError = loss({
  title: 'Mean squared error',
  answers: ['value'],
  schema: z.strictObject({ kind: z.literal('mean-squared-error') }),
  parameters: {},
  text: () => [],
});

const huber = loss({
  title: 'Huber',
  answers: ['value'],
  schema: z.strictObject({ kind: z.literal('huber'), delta: z.number().positive().max(1000).default(1) }),
  parameters: {
    delta: {
      control: 'number',
      label: 'δ',
      id: 'huber-delta',
      min: 0.001,
      max: 1000,
      hint: 'Errors larger than this, in standard deviations of the training films’ answers, are penalised linearly.',
    },
  },
  text: ({ delta }) => [`Huber loss, δ ${delta}`],
});

export const lossSchema = z.discriminatedUnion('kind', [
  auto.schema,
  softmaxCrossEntropy.schema,
  binaryCrossEntropy.schema,
  focal.schema,
  meanSquaredError.schema,
  huber.schema,
]);

export type LossSettings = z.infer<typeof lossSchema>;
export type LossId = LossSettings['kind'];
/** Each loss's own settings. */
export type LossSettingsById = { [Id in LossId]: Extract<LossSettings, { kind: Id }> };

/** In the order of menus. */
export const LOSSES = {
  auto,
  'softmax-cross-entropy': softmaxCrossEntropy,
  'binary-cross-entropy': binaryCrossEntropy,
  focal,
  'mean-squared-error': meanSquaredError,
  huber,
} satisfies Described;

type Described = {
  [Id in LossId]: {
    title: string;
    answers: readonly AnswerKind[];
    parameters: ParametersOf<LossSettingsById[Id]>;
    text: (settings: LossSettingsById[Id]) => readonly string[];
  };
};

/** The parts of a loss's one-line description; empty for the task's default without tricks. */
export function lossTexts(settings: LossSettings): readonly string[] {
  const losses: Described = LOSSES;
  const text = <Id extends LossId>(id: Id, own: LossSettingsById[Id]) => losses[id].text(own);
  return text(settings.kind, settings);
}
