/**
 * What can be downloaded of the selected run. The code that writes files is loaded when it is needed, since every visit
 * loads the actions.
 */
import { exportFormats, type ExportFormatId } from '../../core/run/export-formats';
import type { Run } from '../../core/run/run';
import type { Action } from '../../state/actions';
import { modelFiles } from '../../state/model-files';
import { runs } from '../../state/runs';
import { goTo } from '../../state/ui';
import { downloadBlob } from '../shared/download';

const chosen = () => runs.getState().selectedId !== null;
const WAITS = () => 'train first';

/** A file name made from a title: letters and digits of any script, hyphens between. */
function fileName(title: string, ending: string): string {
  const stem = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${stem || 'run'}${ending}`;
}

async function withRun(work: (run: Run) => void | Promise<void>): Promise<void> {
  const { selectedId } = runs.getState();
  if (selectedId === null) return;
  await work(await runs.getState().open(selectedId));
}

/** The action that downloads the selected run's model in a format. */
export function downloadActionOf(format: ExportFormatId): string {
  return `export.model.${format}`;
}

const MODEL_DOWNLOADS: Action[] = exportFormats().map(({ id: format, facts }) => ({
  id: downloadActionOf(format),
  title: facts.download,
  group: 'Export',
  keywords: facts.keywords,
  enabled: chosen,
  reads: [runs],
  waitsFor: WAITS,
  run: () =>
    withRun(async (run) => {
      goTo('export');
      modelFiles.getState().choose(format);
      const file = await modelFiles.getState().make(run.id, format);
      if (file) downloadBlob(file.blob, fileName(run.recipe.title, facts.extension));
    }),
}));

export const EXPORT_ACTIONS: Action[] = [
  ...MODEL_DOWNLOADS,
  {
    id: 'export.predictions',
    title: 'Download the predictions as CSV',
    group: 'Export',
    keywords: 'probabilities table',
    enabled: chosen,
    reads: [runs],
    waitsFor: WAITS,
    run: () =>
      withRun(async (run) => {
        const { runPredictionsCsv } = await import('../../core/predictions/predictions-csv');
        const csv = runPredictionsCsv(run, { formulas: 'guard' });
        downloadBlob(new Blob([csv], { type: 'text/csv' }), 'predictions.csv');
      }),
  },
  {
    id: 'export.run',
    title: 'Download the run as JSON',
    group: 'Export',
    keywords: 'recipe history figures',
    enabled: chosen,
    reads: [runs],
    waitsFor: WAITS,
    run: () =>
      withRun(async (run) => {
        const { runJson } = await import('../../core/run/run-json');
        const json = `${JSON.stringify(runJson(run), null, 2)}\n`;
        downloadBlob(new Blob([json], { type: 'application/json' }), 'run.json');
      }),
  },
];
