/**
 * The only list of formats that a run's model can be exported in. The Export workspace, its actions, the workers and
 * the headless runner read it. `ml/formats/formats.ts`, which writes the files, does not compile until it has a new
 * format too.
 */

export interface ExportFormatFacts {
  /** In the menu of formats: "tfjs layers model". */
  title: string;
  /** The exported file within sentences: "the ZIP is being made". */
  file: string;
  /** File name extension, with the dot. */
  extension: `.${string}`;
  /** One sentence: what to do with it. */
  about: string;
  /** Title of the download action. */
  download: string;
  /** Further words by which the command palette finds the download. */
  keywords: string;
}

/** In menu order. */
export const EXPORT_FORMATS = {
  'tfjs-layers': {
    title: 'tfjs layers model',
    file: 'ZIP',
    extension: '.zip',
    about: 'Runs in any page with TensorFlow.js, and Predict opens it again.',
    download: 'Download the model as a ZIP',
    keywords: 'save tfjs weights',
  },
} as const satisfies Readonly<Record<string, ExportFormatFacts>>;

export type ExportFormatId = keyof typeof EXPORT_FORMATS;

/** The format that Predict and the headless runner can open. */
export const OWN_FORMAT: ExportFormatId = 'tfjs-layers';

/** Every format with its id, in menu order. */
export function exportFormats(): { id: ExportFormatId; facts: ExportFormatFacts }[] {
  return (Object.keys(EXPORT_FORMATS) as ExportFormatId[]).map((id) => ({ id, facts: EXPORT_FORMATS[id] }));
}
