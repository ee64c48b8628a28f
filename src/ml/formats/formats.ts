/**
 * The writer of each model format, by the ids of `core/run/export-formats.ts`. A format that has no entry here, or whose
 * content cannot be listed, does not compile.
 */
import type { ExportFormatId } from '../../core/run/export-formats';
import { listModel, type ModelContents } from './list-model';
import type { PortableModel } from './portable-model';
import { writeModel } from './write-model';

export interface ModelFormat {
  /**
   * Deterministic: the same model gives the same bytes.
   * @throws OnesheetError `weights-missing-tensor`, `weights-shape` if weights are incomplete,
   *   `model-not-expressible` for a network that the format cannot express.
   */
  write: (model: PortableModel) => Promise<Blob>;
  /**
   * Lists the content of such a file, read from the file itself.
   * @throws OnesheetError `model-broken`.
   */
  list: (file: Blob) => Promise<ModelContents>;
}

export const FORMATS: Readonly<Record<ExportFormatId, ModelFormat>> = {
  'tfjs-layers': { write: writeModel, list: listModel },
};
