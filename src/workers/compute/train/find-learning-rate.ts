/**
 * The learning-rate range test of a recipe: its posters and network as in training, a hundred steps with rising
 * learning rates, and the suggestions that follow from their losses. Nothing is stored; the updated weights are
 * discarded.
 */
import { OnesheetError, throwIfStopped } from '../../../core/errors';
import { nextTurn } from '../../../core/next-turn';
import { ProgressMeter, uncounted } from '../../../core/progress';
import type { Recipe } from '../../../core/recipe/recipe';
import type { FinderPoint, RateCurve } from '../../../core/run/rate-curve';
import { checkDevice, explainFailure } from '../../../ml/backends/webgpu-device';
import { FINDER_DEFAULTS, suggestLearningRates } from '../../../ml/schedules/learning-rate-finder';
import type { PhaseEvent } from '../../../ml/training/network-events';
import { findHeadRates } from '../../../ml/training/train-head';
import { TURN_MS, WorkClock } from '../../../ml/training/work-clock';
import type { FinderEvent } from '../../protocol';
import type { CallContext } from '../../rpc';
import { PauseGate } from './pause-gate';
import { features } from './features';
import { tellPhase } from './follow';
import { headTraining } from './head';
import { openNetwork } from './network';
import { strategyName } from './strategies';
import type { TrainingSetup, TrainingResources } from './strategy';

type Points = AsyncIterable<FinderPoint | PhaseEvent>;

/**
 * @throws OnesheetError `recipe-invalid` if nothing is trained, `stopped`, and whatever training throws before its
 *   first step.
 */
export async function findLearningRate(
  recipe: Recipe,
  resources: Omit<TrainingResources, 'gate'>,
  { emit, signal }: CallContext<FinderEvent>,
): Promise<RateCurve> {
  const name = strategyName(recipe);
  if (name !== 'head' && name !== 'network') throw nothingToTrain();
  emit({ kind: 'device', device: resources.device });
  const announce = (phase: string) => emit({ kind: 'progress', progress: uncounted(phase) });
  announce('Planning');
  const plan = await resources.data.call(
    'plan',
    { recipe },
    { signal, onEvent: (progress) => emit({ kind: 'progress', progress }) },
  );
  const gate = new PauseGate(signal, () => undefined);
  const setup: TrainingSetup = {
    ...resources,
    recipe,
    plan,
    gate,
    signal,
    emit,
    announce,
    timings: {},
    timed: (_, work) => work(),
  };
  try {
    return await (name === 'head' ? ofHead(setup, emit) : ofNetwork(setup, emit));
  } catch (error) {
    throwIfStopped(signal);
    throw await explainFailure(error);
  }
}

type Emit = CallContext<FinderEvent>['emit'];

async function ofHead(setup: TrainingSetup, emit: Emit): Promise<RateCurve> {
  const gathered = await features(setup);
  throwIfStopped(setup.signal);
  return follow(findHeadRates(headTraining(setup, gathered)), setup, emit);
}

async function ofNetwork(setup: TrainingSetup, emit: Emit): Promise<RateCurve> {
  const { session } = await openNetwork(setup);
  try {
    setup.announce('Starting the network');
    return await follow(session.findRates(), setup, emit);
  } finally {
    session.dispose();
  }
}

/** Runs steps until the loss has diverged, and reports each point. */
async function follow(points: Points, setup: TrainingSetup, emit: Emit): Promise<RateCurve> {
  const { signal } = setup;
  let meter: ProgressMeter | null = null;
  const found: FinderPoint[] = [];
  const clock = new WorkClock();
  for await (const point of points) {
    // a failed device keeps returning zeros
    checkDevice();
    if ('phase' in point) {
      tellPhase(point, setup);
      throwIfStopped(signal);
      continue;
    }
    found.push(point);
    emit({ kind: 'point', point });
    // work before the first step has phases of its own
    meter ??= new ProgressMeter('Trying learning rates', 'steps', FINDER_DEFAULTS.steps, (progress) =>
      emit({ kind: 'progress', progress }),
    );
    meter.add();
    if (clock.sinceTurn() < TURN_MS) continue;
    await nextTurn();
    clock.turn();
    throwIfStopped(signal);
  }
  return { points: found, suggestions: suggestLearningRates(found) };
}

function nothingToTrain(): OnesheetError {
  return new OnesheetError(
    'recipe-invalid',
    'Neighbours and chance have no learning rate.',
    'Choose a network as the model.',
    { where: { workspace: 'train', control: 'model' } },
  );
}
