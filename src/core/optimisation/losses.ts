/**
 * The losses, by the id that a recipe holds: the one list of them, with the kinds of answer that each is of. Recipes,
 * menus, what the page says of a training and its controls take theirs from here. A new one is an entry below;
 * `ml/losses/create-loss.ts` does not compile before it computes it for each kind of answer.
 */
import { z } from 'zod';
import type { AnswerKind } from '../heads';
import type { ParametersOf } from './parameters';

interface LossFacts<Schema extends z.ZodObject, Answers extends readonly AnswerKind[]> {
  /** In menus and tables: "Binary cross entropy". */
  title: string;
  /** The answers that it can be trained with; a network with several heads needs a loss of all their kinds. */
  answers: Answers;
  schema: Schema;
  parameters: ParametersOf<z.infer<Schema>>;
  /** What is told of it in a line where a recipe is: its differences from the task's own loss without any tricks. */
  text: (settings: z.infer<Schema>) => readonly string[];
}

function loss<const Schema extends z.ZodObject, const Answers extends readonly AnswerKind[]>(
  facts: LossFacts<Schema, Answers>,
): LossFacts<Schema, Answers> {
  return facts;
}

/** This share of an answer goes to all possible ones alike; of a label these are yes and no. */
const labelSmoothing = z.number().min(0).lt(1).default(0);

const smoothingText = (share: number) => (share > 0 ? [`labels smoothed by ${share}`] : []);

/**
 * What the task needs: softmax cross entropy for a class, binary cross entropy for labels, mean squared error for a
 * number, and for several at once each its own.
 */
const auto = loss({
  title: 'Default for the task',
  answers: ['class', 'labels', 'value'],
  schema: z.strictObject({
    kind: z.literal('auto').default('auto'),
    /** Of each head of a network with several, by its name; 1 where none is given. */
    headWeights: z.record(z.string().min(1), z.number().min(0).max(1000)).default({}),
  }),
  parameters: { headWeights: null },
  text: () => [],
});

// smoothing and weights of positive labels are set among the tricks, which may put a cross entropy in a loss's place
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
    /** Films without the label : films with it, at most `cap` where it is 'capped'. */
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

/** Of classes (softmax) or labels (sigmoid), as the task has them. */
const focal = loss({
  title: 'Focal',
  answers: ['class', 'labels'],
  schema: z.strictObject({
    kind: z.literal('focal'),
    gamma: z.number().min(0).max(10).default(2),
    /** Of labels: the weight of the positives is alpha, that of the negatives 1 − alpha. Null for none. */
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
      // torchvision's
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

/** What is told of a loss in a line, one part after the other; none for the task's own without any tricks. */
export function lossTexts(settings: LossSettings): readonly string[] {
  const losses: Described = LOSSES;
  const text = <Id extends LossId>(id: Id, own: LossSettingsById[Id]) => losses[id].text(own);
  return text(settings.kind, settings);
}
