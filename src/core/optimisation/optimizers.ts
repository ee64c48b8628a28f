/**
 * The only list of optimizers, by the id that a recipe stores. Recipes, menus, run descriptions and controls read it.
 * To add one, add an entry; `ml/optimizers/create-optimizer.ts` does not compile until it implements it. Defaults are
 * PyTorch's and Keras's.
 */
import { z } from 'zod';
import type { MomentumUse, NumberParameter, ParametersOf } from './parameters';
import { cyclesMomentum, type ScheduleSettings } from './schedules';

interface OptimizerFacts<Schema extends z.ZodObject> {
  /** In menus and tables: "AdamW". */
  title: string;
  schema: Schema;
  parameters: ParametersOf<z.infer<Schema>, 'learningRate'>;
  /** A common title for its parameters in the section `constants`. */
  constants?: string;
  /** Text after its title and learning rate in a one-line description of a recipe; may be empty. */
  text: (settings: z.infer<Schema>) => string;
}

function optimizer<const Schema extends z.ZodObject>(facts: OptimizerFacts<Schema>): OptimizerFacts<Schema> {
  return facts;
}

const learningRate = z.number().positive().max(10);
const weightDecay = z.number().min(0).max(1);
const momentum = z.number().min(0).max(0.9999);

const moments = {
  learningRate: learningRate.default(0.001),
  beta1: z.number().min(0).max(0.9999).default(0.9),
  beta2: z.number().min(0).max(0.99999).default(0.999),
  epsilon: z.number().positive().default(1e-7),
};

/** Hint for momentum and Adam's β₁ while one cycle sets them; the learning-rate finder still uses the field's value. */
const cycled = ({ isCycled }: MomentumUse) =>
  isCycled ? 'Not used in training while “Cycle momentum” is on; “Find a learning rate” uses it.' : undefined;

const ADAM_PARAMETERS = {
  beta1: { control: 'number', label: 'β₁', min: 0, max: 0.9999, section: 'constants', hint: cycled },
  beta2: { control: 'number', label: 'β₂', min: 0, max: 0.99999, section: 'constants' },
  epsilon: { control: 'number', label: 'ε', min: 1e-12, max: 1, section: 'constants' },
} as const;

/** Weight decay applies only to kernels, not to biases or norms. */
const WEIGHT_DECAY: NumberParameter = {
  control: 'number',
  label: 'Weight decay',
  id: 'weight-decay',
  min: 0,
  max: 1,
  section: 'tricks',
  hint: 'Applies to kernels only, not to biases or norms.',
};

const MOMENTUM: NumberParameter = {
  control: 'number',
  label: 'Momentum',
  id: 'momentum',
  min: 0,
  max: 0.9999,
  section: 'tricks',
  hint: cycled,
};

const adam = optimizer({
  title: 'Adam',
  // a missing kind means Adam, as in recipes of version 1
  schema: z.strictObject({ kind: z.literal('adam').default('adam'), ...moments }),
  parameters: ADAM_PARAMETERS,
  constants: 'Adam’s constants',
  text: () => '',
});

const adamW = optimizer({
  title: 'AdamW',
  schema: z.strictObject({
    kind: z.literal('adamw'),
    ...moments,
    /** Decoupled: each step subtracts learningRate · weightDecay of the weight. */
    weightDecay: weightDecay.default(0.01),
  }),
  parameters: { ...ADAM_PARAMETERS, weightDecay: WEIGHT_DECAY },
  constants: 'Adam’s constants',
  text: () => '',
});

const sgd = optimizer({
  title: 'SGD',
  schema: z.strictObject({
    kind: z.literal('sgd'),
    learningRate: learningRate.default(0.01),
    momentum: momentum.default(0.9),
    nesterov: z.boolean().default(false),
    /** Added to the gradient: weightDecay · weight. */
    weightDecay: weightDecay.default(0),
  }),
  parameters: {
    weightDecay: WEIGHT_DECAY,
    momentum: MOMENTUM,
    nesterov: {
      control: 'switch',
      label: 'Nesterov',
      id: 'nesterov',
      section: 'tricks',
      // looks ahead along the momentum, so without momentum it is plain SGD
      hint: ({ momentum, isCycled }) =>
        momentum > 0 || isCycled
          ? 'Evaluates the gradient one momentum step ahead.'
          : 'Has no effect without momentum.',
    },
  },
  text: ({ nesterov }) => (nesterov ? ' with Nesterov momentum' : ''),
});

const rmsProp = optimizer({
  title: 'RMSProp',
  schema: z.strictObject({
    kind: z.literal('rmsprop'),
    learningRate: learningRate.default(0.001),
    /** Share of the old mean square that is kept. */
    rho: z.number().min(0).max(0.99999).default(0.9),
    momentum: momentum.default(0),
    epsilon: z.number().positive().default(1e-7),
  }),
  parameters: { rho: null, momentum: MOMENTUM, epsilon: null },
  text: () => '',
});

export const optimizerSchema = z.discriminatedUnion('kind', [
  adam.schema,
  adamW.schema,
  sgd.schema,
  rmsProp.schema,
]);

export type OptimizerSettings = z.infer<typeof optimizerSchema>;
export type OptimizerId = OptimizerSettings['kind'];
/** Each optimizer's own settings. */
export type OptimizerSettingsById = { [Id in OptimizerId]: Extract<OptimizerSettings, { kind: Id }> };

type Described = {
  [Id in OptimizerId]: {
    title: string;
    constants?: string;
    parameters: ParametersOf<OptimizerSettingsById[Id], 'learningRate'>;
    text: (settings: OptimizerSettingsById[Id]) => string;
  };
};

/** In menu order. */
export const OPTIMIZERS: Described = { adam, adamw: adamW, sgd, rmsprop: rmsProp };

/** The optimizer, its learning rate and other settings in one line: "SGD 0.01 with Nesterov momentum". */
export function optimizerText(settings: OptimizerSettings): string {
  const text = <Id extends OptimizerId>(id: Id, own: OptimizerSettingsById[Id]) => OPTIMIZERS[id].text(own);
  return `${OPTIMIZERS[settings.kind].title} ${settings.learningRate}${text(settings.kind, settings)}`;
}

/** The momentum that a training uses, for the hints of controls. */
export function momentumUse(optimizer: OptimizerSettings, schedule: ScheduleSettings): MomentumUse {
  return {
    momentum: 'momentum' in optimizer ? optimizer.momentum : 0,
    isCycled: cyclesMomentum(schedule),
  };
}
