/** What is in a model's ZIP, and what its card says: read from the file itself, without running anything of it. */
import { MODEL_FILES } from './portable-model';
import { openModelZip, type ModelZip } from './zip-file';

export interface ModelContents {
  entries: ModelZip['entries'];
  /** The model card, Markdown. */
  card: string;
}

/** @throws OnesheetError `model-broken` where it is no ZIP or has no card. */
export async function listModel(file: Blob): Promise<ModelContents> {
  const zip = await openModelZip(file);
  return { entries: zip.entries, card: await zip.text(MODEL_FILES.card) };
}
