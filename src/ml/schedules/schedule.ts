/**
 * How the learning rate changes: a schedule says by which factor it is multiplied in a step. Pure functions of where
 * the training is, so that a resumed one goes on exactly as it would have.
 */
import { MONITORS, type ScheduleSettings } from '../../core/recipe/optimisation';
import { cosine } from './cosine';
import { oneCycle } from './one-cycle';
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
  const { stepsPerEpoch, epochs, history } = moment;
  const rising = Math.round(settings.warmUp * stepsPerEpoch);
  if (moment.step < rising) return warmUp(moment.step, rising);
  const step = moment.step - rising;
  const steps = Math.max(1, stepsPerEpoch * epochs - rising);
  switch (settings.kind) {
    case 'step':
      return stepwise(step, settings.every * stepsPerEpoch, settings.factor);
    case 'cosine':
      return cosine(step, steps, settings.final);
    case 'plateau':
      return plateau(history.slice(Math.floor(settings.warmUp)), {
        ...settings,
        better: MONITORS[settings.metric],
      });
    case 'one-cycle':
      return oneCycle(step, steps, settings);
    default:
      return 1;
  }
}
