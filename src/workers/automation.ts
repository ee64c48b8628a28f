/**
 * The page as a program sees it: the studio that the workspaces use, under one name on `window`, and a way to pass in
 * real files. The headless runner, the end-to-end tests and the benches drive the page through this.
 */
import { getStudio, type Studio } from './client';
import type { OpenInput } from './protocol';

export interface Automation {
  readonly studio: Studio;
  /**
   * Adds hidden file inputs to the page unless they are there; `#automation-files` takes files, `#automation-folder`
   * takes one folder.
   */
  addInputs(): void;
  /** What was put into the inputs, with the paths that a drop would have; empties the inputs. */
  takeInput(): OpenInput;
  /** Offers a blob as a download. */
  download(blob: Blob, name: string): void;
}

declare global {
  interface Window {
    onesheet?: Automation;
  }
}

const FILES = 'automation-files';
const FOLDER = 'automation-folder';

function addInput(id: string, folder: boolean): void {
  if (document.getElementById(id)) return;
  const input = document.createElement('input');
  input.type = 'file';
  input.id = id;
  input.multiple = true;
  input.webkitdirectory = folder;
  input.hidden = true;
  input.tabIndex = -1;
  input.setAttribute('aria-hidden', 'true');
  document.body.append(input);
}

function take(id: string): OpenInput['files'] {
  const input = document.getElementById(id);
  if (!(input instanceof HTMLInputElement)) return [];
  const files = Array.from(input.files ?? [], (file) => ({
    path: file.webkitRelativePath || file.name,
    file,
  }));
  input.value = '';
  return files;
}

const automation: Automation = {
  get studio() {
    return getStudio();
  },
  addInputs() {
    addInput(FILES, false);
    addInput(FOLDER, true);
  },
  takeInput() {
    return { files: [...take(FILES), ...take(FOLDER)], handles: [] };
  },
  download(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    // by then the download has read the blob
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },
};

/** Puts {@link Automation} on `window.onesheet`, and starts nothing. */
export function exposeAutomation(): void {
  window.onesheet = automation;
}
