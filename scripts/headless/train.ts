/** `train`: opens the table and the posters in the page, trains there, and writes what came of it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import type { Recipe } from '../../src/core/recipe/recipe';
import { runPredictionsCsv } from '../../src/core/run/predictions-csv';
import type { Run } from '../../src/core/run/run';
import type { TrainEvent } from '../../src/engine/protocol';
import type { TrainCommand } from './arguments';
import { openFiles } from './open-files';
import { writeFolder } from './output';
import { epochLine, ProgressLine } from './print';
import { recipeOf } from './recipe-argument';
import { runJson } from '../../src/core/run/run-json';
import { callStudio, openStudioPage } from './studio-page';
import { WrongInput } from './wrong-input';

async function open(page: Page, { csv, posters }: TrainCommand, line: ProgressLine): Promise<void> {
  const inputs = csv === null ? [posters] : [csv, posters];
  const summary = await openFiles(page, inputs, (progress) => line.show(progress));
  line.clear();
  if (summary.posters === 0)
    throw new WrongInput(`--posters: no image was found in ${posters}; give a folder or a ZIP of posters`);
  const films = summary.table ? `${summary.table.films} films, ` : '';
  console.log(`${films}${summary.posters} posters, ${summary.join.matched} joined`);
}

function trainInPage(
  page: Page,
  recipe: Recipe,
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
  return callStudio(page, 'engine', 'train', { recipe, backend }, { onEvent });
}

/** @throws WrongInput, StudioFailure */
export async function train(command: TrainCommand): Promise<void> {
  const recipe = recipeOf(command);
  const studio = await openStudioPage(command);
  try {
    const line = new ProgressLine();
    await open(studio.page, command, line);
    const run = await trainInPage(studio.page, recipe, command, line);
    line.clear();
    await writeFolder(command.out, async (folder) => {
      const json = JSON.stringify(runJson(run), null, 2);
      writeFileSync(path.join(folder, 'run.json'), `${json}\n`);
      writeFileSync(path.join(folder, 'predictions.csv'), runPredictionsCsv(run));
      const saveAs = path.join(folder, 'model.zip');
      await callStudio(studio.page, 'engine', 'exportModel', { id: run.id }, { saveAs });
    });
    console.log(`Written to ${command.out}: run.json, predictions.csv, model.zip`);
  } finally {
    await studio.close();
  }
}
