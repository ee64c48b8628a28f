/**
 * The only list of learning-rate schedules, by the id that a recipe stores. Recipes, menus and controls read it. To add
 * one, add an entry; `ml/schedules/schedule.ts` does not compile until it computes it. Defaults are PyTorch's and
 * fastai's.
 */
import { z } from 'zod';
import { MONITORS } from '../metrics/facts';
import type { ParametersOf } from './parameters';

interface ScheduleFacts<Schema extends z.ZodObject> {
  /** In menus and tables: "One cycle". */
  title: string;
  schema: Schema;
  parameters: ParametersOf<z.infer<Schema>, 'warmUp'>;
}

function schedule<const Schema extends z.ZodObject>(facts: ScheduleFacts<Schema>): ScheduleFacts<Schema> {
  return facts;
}

/**
 * Epochs in which the learning rate rises from a hundredth to its full value; the schedule itself starts after them.
 */
const warmUp = z.number().min(0).max(1000).default(0);

const constant = schedule({
  title: 'Constant',
  schema: z.strictObject({ kind: z.literal('constant').default('constant'), warmUp }),
  parameters: {},
});

const step = schedule({
  title: 'In steps',
  schema: z.strictObject({
    kind: z.literal('step'),
    warmUp,
    /** Epochs between two steps. */
    every: z.int().min(1).max(10000).default(10),
    /** Each step multiplies the learning rate by this. */
    factor: z.number().positive().max(1).default(0.1),
  }),
  parameters: { every: null, factor: null },
});

const cosine = schedule({
  title: 'Cosine',
  schema: z.strictObject({
    kind: z.literal('cosine'),
    warmUp,
    /** Final learning rate as a share of the initial one. */
    final: z.number().min(0).max(1).default(0),
  }),
  parameters: { final: null },
});

const plateau = schedule({
  title: 'Reduce on plateau',
  schema: z.strictObject({
    kind: z.literal('plateau'),
    warmUp,
    metric: z.enum(MONITORS).default('loss'),
    factor: z.number().positive().lt(1).default(0.1),
    /** Number of epochs without improvement that are tolerated. */
    patience: z.int().min(0).max(10000).default(10),
    /** Relative change that counts as an improvement. */
    threshold: z.number().min(0).max(1).default(1e-4),
  }),
  parameters: {
    metric: { control: 'metric', label: 'Plateau of', id: 'plateau-metric' },
    factor: {
      control: 'number',
      label: 'Plateau factor',
      id: 'plateau-factor',
      min: 0.0001,
      max: 0.9999,
      hint: 'The learning rate is multiplied by this each time.',
    },
    patience: {
      control: 'number',
      label: 'Plateau patience',
      id: 'plateau-patience',
      min: 0,
      max: 10000,
      whole: true,
      unit: 'epochs',
      hint: 'Epochs without improvement before the learning rate drops.',
    },
    threshold: null,
  },
});

const oneCycle = schedule({
  title: 'One cycle',
  schema: z.strictObject({
    kind: z.literal('one-cycle'),
    warmUp,
    /** Share of the steps until the peak, which is the learning rate (PyTorch 0.3, fastai 0.25). */
    peakAt: z.number().min(0.01).max(0.99).default(0.3),
    /** The initial rate is the peak divided by this. */
    startDivisor: z.number().min(1).default(25),
    /** The final rate is the initial rate divided by this. */
    endDivisor: z.number().min(1).default(1e4),
    /**
     * Momentum of SGD and RMSProp, and Adam's β₁, move opposite to the learning rate: 0.95, 0.85 at the peak, 0.95. If
     * false, they stay constant.
     */
    cycleMomentum: z.boolean().default(true),
  }),
  parameters: {
    peakAt: null,
    startDivisor: null,
    endDivisor: null,
    cycleMomentum: {
      control: 'switch',
      label: 'Cycle momentum',
      id: 'cycle-momentum',
      hint: 'Momentum (Adam’s β₁) moves opposite to the learning rate: from 0.95 to 0.85 at the peak and back.',
    },
  },
});

export const scheduleSchema = z.discriminatedUnion('kind', [
  constant.schema,
  step.schema,
  cosine.schema,
  plateau.schema,
  oneCycle.schema,
]);

export type ScheduleSettings = z.infer<typeof scheduleSchema>;
export type ScheduleId = ScheduleSettings['kind'];
/** Each schedule's own settings. */
export type ScheduleSettingsById = { [Id in ScheduleId]: Extract<ScheduleSettings, { kind: Id }> };

/** In menu order. */
export const SCHEDULES = {
  constant,
  step,
  cosine,
  plateau,
  'one-cycle': oneCycle,
} satisfies {
  [Id in ScheduleId]: { title: string; parameters: ParametersOf<ScheduleSettingsById[Id], 'warmUp'> };
};

/** Whether the schedule sets momentum, or Adam's β₁, in every step. */
export function cyclesMomentum(settings: ScheduleSettings): settings is ScheduleSettingsById['one-cycle'] {
  return settings.kind === 'one-cycle' && settings.cycleMomentum;
}
