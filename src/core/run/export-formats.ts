/**
 * The formats that a run's model can be exported in: the one list of them. The Export workspace, its actions, the
 * workers and the headless runner take theirs from here; `ml/formats/formats.ts`, which writes each, does not compile
 * before it has a new one too.
 */

export interface ExportFormatFacts {
  /** In the menu of formats: "tfjs layers model". */
  title: string;
  /** What is handed out, as sentences call it: "the ZIP is being made". */
  file: string;
  /** Of the file's name, with its dot. */
  extension: `.${string}`;
  /** What to do with it, in a sentence. */
  about: string;
  /** The action that downloads it. */
  download: string;
  /** Further words under which the palette finds its download. */
  keywords: string;
}

/** In the order of menus. */
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

/** The one that Predict and the headless runner open again. */
export const OWN_FORMAT: ExportFormatId = 'tfjs-layers';

/** Every format with its id, in the order of menus. */
export function exportFormats(): { id: ExportFormatId; facts: ExportFormatFacts }[] {
  return (Object.keys(EXPORT_FORMATS) as ExportFormatId[]).map((id) => ({ id, facts: EXPORT_FORMATS[id] }));
}
