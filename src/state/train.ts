/**
 * Training as a job: the training store does it, the run bar shows it, and the Run that comes out goes to the
 * runs store. Button, key and palette all come through here.
 */
import { fromReport, stopped } from '../core/errors';
import { figureText } from '../core/metrics';
import { headFiguresOf, mainFigureOf } from '../core/run/head-figures';
import { experimentOf } from '../core/presets/experiment-of';
import type { Recipe } from '../core/recipe/recipe';
import type { BackendName, DeviceInfo, Run, RunExperiment } from '../core/run/run';
import { jobs, jobUnderWay, pauseJob, resumeJob, runJob, stopJob, type Outcome } from './jobs';
import type { QueueTrainer } from './queue-trainer';
import { currentRecipe } from './recipe';
import { isLooking, rateFinder } from './learning-rate';
import { runs } from './runs';
import { settings } from './settings';
import { announce } from './ui';
import { isTraining, training, type TrainingState } from './training';

const BACKEND_TITLES = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' } as const;

export function backendTitle(backend: BackendName): string {
  return BACKEND_TITLES[backend];
}

/** "WebGPU, NVIDIA …" */
export function deviceText({ backend, device }: Pick<DeviceInfo, 'backend' | 'device'>): string {
  return device ? `${backendTitle(backend)}, ${device}` : backendTitle(backend);
}

/** "epoch 3 of 20" once there is an epoch. */
export function stageText({ history, recipe }: Pick<TrainingState, 'history' | 'recipe'>): string | null {
  if (!recipe || history.length === 0) return null;
  return `epoch ${history.length} of ${recipe.training.epochs}`;
}

/** What is to be trained, and as part of what. */
export interface TrainingOrder {
  recipe: Recipe;
  /** Left out: the preset's run that the recipe is, if it is one. */
  experiment?: RunExperiment;
  /** "2 of 4", in a queue. */
  place?: string;
}

/** Trains on the chosen backend; the current recipe, unless told another. Resolves when it has ended, however it ended. */
export async function startTraining(
  order: TrainingOrder = { recipe: currentRecipe() },
): Promise<Outcome<Run> | null> {
  if (isTraining(training.getState().status) || isLooking(rateFinder.getState())) return null;
  const { recipe, experiment = experimentOf(recipe), place } = order;
  const outcome = await runJob<Run>(
    {
      title: place ? `Training ${place}` : 'Training',
      workspace: 'train',
      pause: () => training.getState().pause(),
      resume: () => training.getState().resume(),
    },
    async ({ signal, report, update }) => {
      const stop = () => training.getState().stop();
      signal.addEventListener('abort', stop, { once: true });
      const unsubscribe = training.subscribe((now, before) => {
        if (now.progress && now.progress !== before.progress) report(now.progress);
        if (now.history !== before.history) update({ stage: placed(place, stageText(now)) });
        if (now.device && now.device !== before.device) update({ device: deviceText(now.device) });
      });
      if (place) update({ stage: placed(place, null) });
      try {
        const run = await training.getState().start(recipe, settings.getState().backend, experiment);
        const { error } = training.getState();
        if (run) runs.getState().add(run);
        if (error) throw fromReport(error);
        if (!run || run.status === 'stopped') throw stopped();
        return run;
      } finally {
        unsubscribe();
        signal.removeEventListener('abort', stop);
      }
    },
  );
  if (outcome.ok) announceResult(outcome.value);
  // a run that failed is stored too, with its reason
  else if (runs.getState().status !== 'unread') void runs.getState().refresh();
  return outcome;
}

/** "run 2 of 4, epoch 3 of 20". */
function placed(place: string | undefined, stage: string | null): string | null {
  return place ? [`run ${place}`, stage].filter(Boolean).join(', ') : stage;
}

/** How the queue trains: as a job, like any other training. */
export const pageTrainer: QueueTrainer = {
  async train(recipe, experiment, place) {
    const outcome = await startTraining({ recipe, place, ...(experiment && { experiment }) });
    if (!outcome) {
      // somebody was quicker: the last run is theirs
      await this.free();
      return this.train(recipe, experiment, place);
    }
    if (!outcome.ok && !outcome.stopped) return { status: 'failed', error: outcome.error };
    const { run } = training.getState();
    return { status: outcome.ok ? 'finished' : 'stopped', runId: run?.id ?? null };
  },
  free: () =>
    new Promise((resolve) => {
      const done = () =>
        !isTraining(training.getState().status) &&
        !isLooking(rateFinder.getState()) &&
        jobUnderWay('train') === null;
      if (done()) return resolve();
      const look = () => {
        if (!done()) return;
        leave.forEach((stop) => stop());
        resolve();
      };
      const leave = [training.subscribe(look), rateFinder.subscribe(look), jobs.subscribe(look)];
    }),
  pause: pauseTraining,
  resume: resumeTraining,
  stop: stopTraining,
};

function announceResult(run: Run): void {
  const { title, value, baseline, metric } = mainFigureOf(headFiguresOf(run, 'validation'));
  const text = (figure: number) => figureText(metric, figure);
  announce(
    `Training: done. Validation ${title} ${text(value)}; always the same answer gets ${text(baseline)}.`,
  );
}

function withJob(act: (id: number) => void): void {
  const job = jobUnderWay('train');
  if (job) act(job.id);
}

export function pauseTraining(): void {
  withJob((id) => void pauseJob(id));
}

export function resumeTraining(): void {
  withJob((id) => void resumeJob(id));
}

export function stopTraining(): void {
  withJob(stopJob);
}

/** Pauses what runs, resumes what is paused. */
export function toggleTraining(): void {
  const job = jobUnderWay('train');
  if (job?.status === 'running') pauseTraining();
  if (job?.status === 'paused') resumeTraining();
}
