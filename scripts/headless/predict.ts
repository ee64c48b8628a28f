/** `predict`: reads an exported model and predicts posters with it. */
import type { Page } from 'playwright';
import { outputCount, type Head } from '../../src/core/heads';
import { unlabelledPredictionsCsv } from '../../src/core/predictions/predictions-csv';
import type { LoosePrediction } from '../../src/workers/protocol';
import type { PredictCommand } from './arguments';
import { writeOneFile } from './output';
import { ProgressLine } from './print';
import { callStudio, offerFiles, openStudioPage } from './studio-page';
import { WrongInput } from './wrong-input';

function asCsv(heads: readonly Head[], predictions: LoosePrediction[]): string {
  const width = outputCount(heads);
  const probabilities = new Float32Array(predictions.length * width);
  for (const [row, prediction] of predictions.entries())
    probabilities.set(prediction.probabilities, row * width);
  return unlabelledPredictionsCsv(
    { heads, files: predictions.map(({ file }) => file), probabilities },
    { formulas: 'keep' },
  );
}

async function predictInPage(page: Page, { model, posters, backend }: PredictCommand): Promise<string> {
  const line = new ProgressLine();
  const onEvent = line.show.bind(line);
  await offerFiles(page, [model]);
  const { heads } = await callStudio(page, 'compute', 'openModel', { backend }, { onEvent, offered: 'file' });
  await offerFiles(page, [posters]);
  const opened = await callStudio(page, 'data', 'openLoose', {}, { onEvent, offered: 'input' });
  if (opened.posters.length === 0)
    throw new WrongInput(`--posters: no image was found in ${posters}; give a folder or a ZIP of posters`);
  const result = await callStudio(page, 'compute', 'predict', { posters: opened.posters }, { onEvent });
  line.clear();
  for (const { file, reason } of [...opened.problems, ...result.undecodable])
    console.error(`left out ${file ?? 'a file'}: ${reason}`);
  console.log(
    `${result.predictions.length} posters predicted; ${result.device.backend}: ${result.device.device}`,
  );
  return asCsv(heads, result.predictions);
}

/** @throws WrongInput, StudioFailure */
export async function predict(command: PredictCommand): Promise<void> {
  const studio = await openStudioPage(command);
  try {
    await writeOneFile(command.out, () => predictInPage(studio.page, command));
    console.log(`Written to ${command.out}`);
  } finally {
    await studio.close();
  }
}
