/**
 * Shows the work of the prediction and model-file stores as jobs, so that the run bar shows its progress in every
 * workspace and can stop it.
 */
import { fromReport, stopped, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import { EXPORT_FORMATS } from '../core/run/export-formats';
import { runJob } from './jobs';
import { modelFiles } from './model-files';
import { prediction } from './prediction';
import type { WorkspaceId } from '../core/places';
import { perform } from './perform';

/** What a store reports of its work. */
interface Shown {
  title: string;
  progress: Progress | null;
}

interface Source {
  workspace: WorkspaceId;
  /** Null while nothing is under way. */
  shown: () => Shown | null;
  /** Error of the work that has just ended; null if it succeeded. */
  error: () => ErrorReport | null;
  stop: () => void;
  subscribe: (listener: () => void) => () => void;
}

/** Starts a job whenever the source's work starts, and ends it with the work. */
function showAsJobs(source: Source): () => void {
  let title: string | null = null;
  return source.subscribe(() => {
    const now = source.shown()?.title ?? null;
    const begins = now !== null && now !== title;
    title = now;
    if (begins && now !== null) perform(() => followUntilItEnds(source, now));
  });
}

function followUntilItEnds(source: Source, title: string): Promise<unknown> {
  return runJob(
    { title, workspace: source.workspace },
    ({ signal, report }) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', source.stop, { once: true });
        const leave = source.subscribe(() => {
          const shown = source.shown();
          if (shown?.title === title) {
            if (shown.progress) report(shown.progress);
            return;
          }
          leave();
          const error = source.error();
          if (signal.aborted) reject(stopped());
          else if (error) reject(fromReport(error));
          else resolve();
        });
      }),
  );
}

const TITLES = {
  'opening model': 'Opening the model',
  'reading posters': 'Reading posters',
  predicting: 'Predicting',
} as const;

/** Shows both stores' work until the returned function is called. */
export function followShownJobs(): () => void {
  const stops = [
    showAsJobs({
      workspace: 'predict',
      shown: () => {
        const { busy, progress } = prediction.getState();
        return busy && { title: TITLES[busy], progress };
      },
      error: () => prediction.getState().error,
      stop: () => prediction.getState().stop(),
      subscribe: prediction.subscribe,
    }),
    showAsJobs({
      workspace: 'export',
      shown: () => {
        const { making, format, progress } = modelFiles.getState();
        return making === null
          ? null
          : { title: `Making the model’s ${EXPORT_FORMATS[format].file}`, progress };
      },
      error: () => modelFiles.getState().error?.report ?? null,
      stop: () => modelFiles.getState().stop(),
      subscribe: modelFiles.subscribe,
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
