/**
 * How the learning rate changes: a schedule says by which factor it is multiplied in a step, and one cycle which momentum
 * goes with it. Pure functions of where the training is, so that a resumed one goes on exactly as it would have.
 */
import { METRICS } from '../../core/metrics/facts';
import type { OptimizerSettings, ScheduleSettings } from '../../core/recipe/optimisation';
import { cosine } from './cosine';
import { CYCLED_MOMENTUM, cycledMomentum, oneCycle } from './one-cycle';
import { plateau } from './plateau';
import { stepwise } from './stepwise';
import { warmUp } from './warm-up';

/** Where a training is. */
export interface Moment {
  /** Steps that have been taken: 0 in the very first. Steps move the weights: accumulated batches are one. */
  step: number;
  stepsPerEpoch: number;
  epochs: number;
  /** The plateau schedule's metric after each epoch that has ended. */
  history: readonly number[];
}

/**
 * The factor of the learning rate in this step, at most 1.
 * Warm-up comes first and the schedule's own clock begins after it, as PyTorch's `SequentialLR` has it.
 */
export function scheduleFactor(settings: ScheduleSettings, moment: Moment): number {
  const { stepsPerEpoch, history } = moment;
  const { rising, step, steps } = clockOf(settings, moment);
  if (step < 0) return warmUp(moment.step, rising);
  switch (settings.kind) {
    case 'step':
      return stepwise(step, settings.every * stepsPerEpoch, settings.factor);
    case 'cosine':
      return cosine(step, steps, settings.final);
    case 'plateau':
      return plateau(history.slice(Math.floor(settings.warmUp)), {
        ...settings,
        better: METRICS[settings.metric].better,
      });
    case 'one-cycle':
      return oneCycle(step, steps, settings);
    default:
      return 1;
  }
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

function cyclesMomentum(
  settings: ScheduleSettings,
): settings is Extract<ScheduleSettings, { kind: 'one-cycle' }> {
  return settings.kind === 'one-cycle' && settings.cycleMomentum;
}

/** Steps of the warm-up; the schedule's own step, negative before its clock begins; and how many steps it has. */
function clockOf({ warmUp }: ScheduleSettings, { step, stepsPerEpoch, epochs }: Moment) {
  const rising = Math.round(warmUp * stepsPerEpoch);
  return { rising, step: step - rising, steps: Math.max(1, stepsPerEpoch * epochs - rising) };
}
