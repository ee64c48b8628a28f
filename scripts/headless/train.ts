/** `train`: opens the table and the posters in the page, trains there, and writes the results. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { atOnce } from '../../src/core/at-once';
import { effectsOf } from '../../src/core/experiments/effects';
import { rowWork, type ExperimentRow } from '../../src/core/experiments/row';
import { baseOf, experimentTable } from '../../src/core/experiments/table';
import { experimentCsv, experimentMarkdown } from '../../src/core/experiments/table-text';
import type { Preset } from '../../src/core/presets';
import { runPredictionsCsv } from '../../src/core/predictions/predictions-csv';
import { counted } from '../../src/core/text';
import type { Run } from '../../src/core/run/run';
import type { TrainEvent } from '../../src/workers/protocol';
import type { TrainCommand } from './arguments';
import { openFiles, tableLines } from './open-files';
import { writeFolder } from './output';
import { epochLine, ProgressLine } from './print';
import { orderOf, type Ordered } from './recipe-argument';
import { EXPORT_FORMATS, OWN_FORMAT } from '../../src/core/run/export-formats';
import { runJson } from '../../src/core/run/run-json';
import { callStudio, openStudioPage } from './studio-page';
import { withWeights } from './weights';
import { StudioFailure, WrongInput } from './wrong-input';

async function open(
  page: Page,
  { csv, posters, mapping, dialect }: TrainCommand,
  line: ProgressLine,
): Promise<void> {
  const inputs = csv === null ? [posters] : [csv, posters];
  const summary = await openFiles(page, inputs, {
    mapping,
    dialect,
    onProgress: (progress) => line.show(progress),
  });
  line.clear();
  if (summary.posters === 0)
    throw new WrongInput(`--posters: no image was found in ${posters}; give a folder or a ZIP of posters`);
  if (summary.table) for (const said of tableLines(summary.table)) console.log(said);
  if (summary.filmFolders) console.log(`note: ${summary.filmFolders}`);
  if (summary.unread > 0) console.log(`note: ${counted(summary.unread, 'file')} not taken`);
  const films = summary.table ? `${summary.table.films} films, ` : '';
  console.log(`${films}${summary.posters} posters, ${summary.join.matched} joined`);
}

function trainInPage(
  page: Page,
  { recipe, experiment }: Ordered,
  { backend }: TrainCommand,
  line: ProgressLine,
): Promise<Run> {
  const onEvent = (event: TrainEvent) => {
    if (event.kind === 'progress') line.show(event.progress);
    else line.clear();
    if (event.kind === 'plan') {
      const { sizes } = event.plan;
      console.log(`${sizes.train} to train on, ${sizes.validation} to validate, ${sizes.test} to test`);
      console.log(`${event.device.backend}: ${event.device.device}`);
    }
    if (event.kind === 'epoch') console.log(epochLine(event.record, recipe.training.epochs));
  };
  const args = { recipe, backend, ...(experiment && { experiment }) };
  return callStudio(page, 'compute', 'train', args, { onEvent });
}

/** Trains one recipe and writes `run.json`, `predictions.csv` and, if there is a model, `model.zip`. */
async function trainOne(page: Page, ordered: Ordered, command: TrainCommand, out: string): Promise<Run> {
  const line = new ProgressLine();
  const run = await trainInPage(page, ordered, command, line);
  line.clear();
  await writeFolder(out, async (folder) => {
    const json = JSON.stringify(runJson(run), null, 2);
    writeFileSync(path.join(folder, 'run.json'), `${json}\n`);
    writeFileSync(path.join(folder, 'predictions.csv'), runPredictionsCsv(run, { formulas: 'keep' }));
    // neighbours and chance have no weights to export
    if (run.recipe.model.kind !== 'network') return;
    const saveAs = path.join(folder, `model${EXPORT_FORMATS[OWN_FORMAT].extension}`);
    await callStudio(page, 'compute', 'exportModel', { id: run.id, format: OWN_FORMAT }, { saveAs });
  });
  console.log(`Written to ${out}`);
  return run;
}

/**
 * Trains all runs of a preset, each into its own folder. If one fails, this is reported and the next one starts. The
 * comparison covers the runs that succeeded.
 * @throws StudioFailure at the end if any failed.
 */
async function trainAll(page: Page, preset: Preset, runs: Ordered[], command: TrainCommand): Promise<void> {
  const ended = new Map<string, Run>();
  const failed: string[] = [];
  for (const [at, ordered] of runs.entries()) {
    const { id, name } = preset.runs[at];
    console.log(`${name} (${at + 1} of ${runs.length})`);
    try {
      // sequential on purpose
      // oxlint-disable-next-line no-await-in-loop
      ended.set(id, await trainOne(page, ordered, command, path.join(command.out, id)));
    } catch (error) {
      if (!(error instanceof WrongInput || error instanceof StudioFailure)) throw error;
      failed.push(name);
      console.error(`${name}: ${error.message}`);
    }
  }
  if (ended.size > 0) writeComparison(preset, ended, command.out);
  if (failed.length > 0)
    throw new StudioFailure(`${failed.length} of ${runs.length} runs failed: ${failed.join('; ')}`);
}

function writeComparison(preset: Preset, ended: ReadonlyMap<string, Run>, out: string): void {
  const base = baseOf(preset, ended);
  const rows = new Map<string, ExperimentRow>();
  for (const { id, published } of preset.runs) {
    const run = ended.get(id);
    if (run) rows.set(id, atOnce(rowWork(run, run === base ? null : base, published)));
  }
  const table = experimentTable(preset, rows);
  writeFileSync(path.join(out, 'comparison.csv'), experimentCsv(table));
  writeFileSync(path.join(out, 'comparison.md'), experimentMarkdown(table));
  for (const { text } of effectsOf(preset, rows)) console.log(text);
  console.log(`Written to ${out}: comparison.csv, comparison.md`);
}

/** @throws WrongInput, StudioFailure */
export async function train(command: TrainCommand): Promise<void> {
  const { preset, runs: ordered } = orderOf(command);
  const studio = await openStudioPage(command);
  try {
    const runs = await withWeights(studio.page, ordered, command, new ProgressLine());
    await open(studio.page, command, new ProgressLine());
    if (preset && runs.length > 1) await trainAll(studio.page, preset, runs, command);
    else await trainOne(studio.page, runs[0], command, command.out);
  } finally {
    await studio.close();
  }
}
