/** Lists the content of a model's ZIP and reads its card, without running anything in it. */
import { MODEL_FILES } from './portable-model';
import { openModelZip, type ModelZip } from './zip-file';

export interface ModelContents {
  entries: ModelZip['entries'];
  /** The model card, Markdown. */
  card: string;
}

/** @throws OnesheetError `model-broken` if the file is not a ZIP or has no card. */
export async function listModel(file: Blob): Promise<ModelContents> {
  const zip = await openModelZip(file);
  return { entries: zip.entries, card: await zip.text(MODEL_FILES.card) };
}
