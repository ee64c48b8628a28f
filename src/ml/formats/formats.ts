/**
 * What writes a model in each format, by the ids of `core/run/export-formats.ts`. A format without a line here does not
 * compile, nor does one that cannot be listed.
 */
import type { ExportFormatId } from '../../core/run/export-formats';
import { listModel, type ModelContents } from './list-model';
import type { PortableModel } from './portable-model';
import { writeModel } from './write-model';

export interface ModelFormat {
  /**
   * The same model gives the same bytes.
   * @throws OnesheetError `weights-missing-tensor`, `weights-shape` where the weights are not all there,
   *   `model-not-expressible` for a network that the format cannot say.
   */
  write: (model: PortableModel) => Promise<Blob>;
  /**
   * What is in such a file, read from the file itself.
   * @throws OnesheetError `model-broken`.
   */
  list: (file: Blob) => Promise<ModelContents>;
}

export const FORMATS: Readonly<Record<ExportFormatId, ModelFormat>> = {
  'tfjs-layers': { write: writeModel, list: listModel },
};
