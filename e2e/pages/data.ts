/** The Data workspace: three ways to start, what was found, and the list behind every number. */
import { readFile } from 'node:fs/promises';
import { expect, type Download, type Locator, type Page } from '@playwright/test';

export class DataWorkspace {
  constructor(
    private readonly page: Page,
    readonly area: Locator,
  ) {}

  /** Presses a button that asks for files, and answers with these. A folder must be the only path. */
  private async answer(button: string | RegExp, paths: string | string[]): Promise<void> {
    const asked = this.page.waitForEvent('filechooser');
    await this.area.getByRole('button', { name: button }).first().click();
    await (await asked).setFiles(paths);
  }

  openFiles(...paths: string[]): Promise<void> {
    return this.answer(/^Open (files|other)…/, paths);
  }

  openFolder(folder: string): Promise<void> {
    return this.answer('Open a folder…', folder);
  }

  addFiles(...paths: string[]): Promise<void> {
    return this.answer('Add files…', paths);
  }

  addFolder(folder: string): Promise<void> {
    return this.answer('Add a folder…', folder);
  }

  /** Drops files onto the page, as a drag from another window does. */
  async drop(files: { name: string; content: Buffer }[]): Promise<void> {
    const given = files.map(({ name, content }) => ({ name, base64: content.toString('base64') }));
    const transfer = await this.page.evaluateHandle((list) => {
      const data = new DataTransfer();
      for (const { name, base64 } of list)
        data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
      return data;
    }, given);
    for (const type of ['dragenter', 'dragover', 'drop'])
      await this.page.dispatchEvent('body', type, { dataTransfer: transfer });
  }

  /** One of the headline figures, as text. */
  figure(label: string): Locator {
    return this.area
      .locator('dl > div')
      .filter({ has: this.page.getByRole('term').getByText(label, { exact: true }) })
      .getByRole('definition')
      .first();
  }

  async showTab(name: 'Overview' | 'Films' | 'Posters' | 'Problems'): Promise<void> {
    const tab = this.area.getByRole('tab', { name: new RegExp(`^${name}`) });
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  }

  /** Count in the join report. */
  joined(line: 'Matched' | 'Missing' | 'Unused' | 'Duplicate' | 'Undecodable'): Locator {
    const table = this.area.getByRole('table', { name: 'How films and posters were matched' });
    return table
      .getByRole('row', { name: new RegExp(`^${line}`) })
      .getByRole('cell')
      .first();
  }

  /** Figures of one cleaning rule: before, left out, after. */
  async rule(title: string): Promise<string[]> {
    const table = this.area.getByRole('table', { name: /^Cleaning rules in order/ });
    const cells = table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: title }) });
    const texts = await cells.getByRole('cell').allTextContents();
    return texts.filter((text) => /^[\d,]+$/.test(text));
  }

  /** Presses a list's button and reads the downloaded CSV. */
  async list(label: string): Promise<string> {
    const download = this.page.waitForEvent('download');
    await this.area
      .getByRole('button', { name: `Download ${label} as CSV` })
      .first()
      .click();
    return textOf(await download);
  }
}

export async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}
