/**
 * How the learning rate changes: a schedule returns its factor for each step, and one cycle also the momentum. These are
 * pure functions of the position in the training, so a resumed training continues exactly as it would have. The
 * counterpart of `core/optimisation/schedules.ts`: a schedule without an implementation here does not compile.
 */
import { METRICS } from '../../core/metrics/facts';
import type { OptimizerSettings } from '../../core/optimisation/optimizers';
import {
  cyclesMomentum,
  type ScheduleId,
  type ScheduleSettings,
  type ScheduleSettingsById,
} from '../../core/optimisation/schedules';
import { cosine, CYCLED_MOMENTUM, cycledMomentum, oneCycle, plateau, stepwise, warmUp } from './factors';

/** Position in a training. */
export interface Moment {
  /** Steps taken so far: 0 in the first. A step updates the weights, so accumulated batches count as one. */
  step: number;
  stepsPerEpoch: number;
  epochs: number;
  /** The plateau schedule's metric after each finished epoch. */
  history: readonly number[];
}

/** The schedule's own clock, which starts after the warm-up. */
interface Clock {
  /** Current step; negative during the warm-up. */
  step: number;
  /** Total number of steps. */
  steps: number;
  /** Steps of the warm-up. */
  rising: number;
}

const FACTORS: {
  [Id in ScheduleId]: (settings: ScheduleSettingsById[Id], clock: Clock, moment: Moment) => number;
} = {
  constant: () => 1,
  step: ({ every, factor }, { step }, { stepsPerEpoch }) => stepwise(step, every * stepsPerEpoch, factor),
  cosine: ({ final }, { step, steps }) => cosine(step, steps, final),
  plateau: (settings, _, { history }) =>
    plateau(history.slice(Math.floor(settings.warmUp)), {
      ...settings,
      better: METRICS[settings.metric].better,
    }),
  'one-cycle': (settings, { step, steps }) => oneCycle(step, steps, settings),
};

/**
 * The factor of the learning rate in this step, at most 1.
 * The schedule's own clock starts after the warm-up, as in PyTorch's `SequentialLR`.
 */
export function scheduleFactor(settings: ScheduleSettings, moment: Moment): number {
  const clock = clockOf(settings, moment);
  if (clock.step < 0) return warmUp(moment.step, clock.rising);
  const factor = <Id extends ScheduleId>(id: Id, own: ScheduleSettingsById[Id]) =>
    FACTORS[id](own, clock, moment);
  return factor(settings.kind, settings);
}

/**
 * The momentum in this step: SGD's and RMSProp's, Adam's β₁. During warm-up it is that of the cycle's first step, which
 * PyTorch's `OneCycleLR` sets when it is created. Null if the schedule does not change it.
 */
export function scheduleMomentum(settings: ScheduleSettings, moment: Moment): number | null {
  if (!cyclesMomentum(settings)) return null;
  const { step, steps } = clockOf(settings, moment);
  return cycledMomentum(step, steps, settings);
}

/** The optimizer's settings at the start of a training with this schedule. */
export function scheduledOptimizer(
  optimizer: OptimizerSettings,
  schedule: ScheduleSettings,
): OptimizerSettings {
  if (!cyclesMomentum(schedule)) return optimizer;
  const momentum = CYCLED_MOMENTUM.ends;
  return 'beta1' in optimizer ? { ...optimizer, beta1: momentum } : { ...optimizer, momentum };
}

/** Steps of the warm-up; the schedule's own step, negative before its clock starts; and its number of steps. */
function clockOf({ warmUp }: ScheduleSettings, { step, stepsPerEpoch, epochs }: Moment) {
  const rising = Math.round(warmUp * stepsPerEpoch);
  return { rising, step: step - rising, steps: Math.max(1, stepsPerEpoch * epochs - rising) };
}
