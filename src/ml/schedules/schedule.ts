/**
 * How the learning rate changes: a schedule says by which factor it is multiplied in a step, and one cycle which momentum
 * goes with it. Pure functions of where the training is, so that a resumed one goes on exactly as it would have. The
 * counterpart of `core/optimisation/schedules.ts`: a schedule that is not computed here does not compile.
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

/** Where a training is. */
export interface Moment {
  /** Steps that have been taken: 0 in the very first. Steps move the weights: accumulated batches are one. */
  step: number;
  stepsPerEpoch: number;
  epochs: number;
  /** The plateau schedule's metric after each epoch that has ended. */
  history: readonly number[];
}

/** The schedule's own clock, which begins after the warm-up. */
interface Clock {
  /** Its step; negative during the warm-up. */
  step: number;
  /** Its steps in all. */
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
 * Warm-up comes first and the schedule's own clock begins after it, as PyTorch's `SequentialLR` has it.
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
 * PyTorch's `OneCycleLR` sets when it is made. Null where the schedule leaves it alone.
 */
export function scheduleMomentum(settings: ScheduleSettings, moment: Moment): number | null {
  if (!cyclesMomentum(settings)) return null;
  const { step, steps } = clockOf(settings, moment);
  return cycledMomentum(step, steps, settings);
}

/** The optimizer as a training with this schedule begins with it. */
export function scheduledOptimizer(
  optimizer: OptimizerSettings,
  schedule: ScheduleSettings,
): OptimizerSettings {
  if (!cyclesMomentum(schedule)) return optimizer;
  const momentum = CYCLED_MOMENTUM.ends;
  return 'beta1' in optimizer ? { ...optimizer, beta1: momentum } : { ...optimizer, momentum };
}

/** Steps of the warm-up; the schedule's own step, negative before its clock begins; and how many steps it has. */
function clockOf({ warmUp }: ScheduleSettings, { step, stepsPerEpoch, epochs }: Moment) {
  const rising = Math.round(warmUp * stepsPerEpoch);
  return { rising, step: step - rising, steps: Math.max(1, stepsPerEpoch * epochs - rising) };
}
