/** The experiments in Train: presets by write-up, and the queue of their runs. */
import type { Locator, Page } from '@playwright/test';

export class Experiments {
  readonly queue: Locator;

  constructor(
    private readonly page: Page,
    readonly area: Locator,
  ) {
    this.queue = area.getByRole('list', { name: 'Queue' });
  }

  async open(): Promise<void> {
    await this.area.getByRole('tab', { name: /^Experiments/ }).click();
  }

  preset(title: string): Locator {
    return this.area.getByRole('article', { name: title, exact: true });
  }

  /** Presses the button of a single run, under "Figures and settings". */
  async runAlone(title: string, run: string): Promise<void> {
    const preset = this.preset(title);
    const more = preset.getByRole('button', { name: 'Figures and settings' });
    if ((await more.getAttribute('aria-expanded')) === 'false') await more.click();
    await preset.getByRole('button', { name: `Run only ${title}: ${run}` }).click();
  }

  /** The states of the queue's entries, in order. */
  async statuses(): Promise<string[]> {
    return this.queue
      .getByRole('listitem')
      .evaluateAll((items) => items.map((item) => item.dataset.status ?? ''));
  }

  button(name: string | RegExp): Locator {
    return this.area.getByRole('button', { name });
  }

  /** Runs a command by its name, as a person types it. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await this.page.getByRole('dialog').getByRole('combobox').fill(name);
    await this.page.keyboard.press('Enter');
  }
}
