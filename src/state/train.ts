/**
 * Training as a job: the training store does it, the run bar shows it, and the Run that comes out goes to the
 * runs store. Button, key and palette all come through here.
 */
import { fromReport, stopped } from '../core/errors';
import { figuresOf } from '../core/run/figures';
import type { BackendName, DeviceInfo, Run } from '../core/run/run';
import { jobUnderWay, pauseJob, resumeJob, runJob, stopJob } from './jobs';
import { currentRecipe } from './recipe';
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

/** Trains the current recipe on the chosen backend. Resolves when it has ended, however it ended. */
export async function startTraining(): Promise<void> {
  if (isTraining(training.getState().status)) return;
  const outcome = await runJob<Run>(
    {
      title: 'Training',
      workspace: 'train',
      pause: () => training.getState().pause(),
      resume: () => training.getState().resume(),
    },
    async ({ signal, report, update }) => {
      const stop = () => training.getState().stop();
      signal.addEventListener('abort', stop, { once: true });
      const unsubscribe = training.subscribe((now, before) => {
        if (now.progress && now.progress !== before.progress) report(now.progress);
        if (now.history !== before.history) update({ stage: stageText(now) });
        if (now.device && now.device !== before.device) update({ device: deviceText(now.device) });
      });
      try {
        const run = await training.getState().start(currentRecipe(), settings.getState().backend);
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
}

function announceResult(run: Run): void {
  const { accuracy, majority } = figuresOf(run, 'validation');
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  announce(
    `Training: done. Validation accuracy ${percent(accuracy)}; the majority class gets ${percent(majority.accuracy)}.`,
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
