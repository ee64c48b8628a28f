/** The Train workspace: settings, the Train button, and what changes during training. */
import { expect, type Locator, type Page } from '@playwright/test';

export class TrainWorkspace {
  readonly inspector: Locator;

  constructor(
    readonly page: Page,
    readonly area: Locator,
  ) {
    this.inspector = page.getByRole('complementary');
  }

  async setEpochs(epochs: number): Promise<void> {
    const field = this.inspector.getByLabel('Epochs');
    await field.fill(String(epochs));
    await field.press('Enter');
  }

  /** Presses Train and returns while the run is being trained. */
  async start(): Promise<void> {
    await this.area.getByRole('button', { name: /^Train/ }).click();
  }

  button(name: 'Pause' | 'Resume' | 'Stop' | 'Evaluate'): Locator {
    return this.area.getByRole('button', { name, exact: true });
  }

  /** The number of epochs that the page shows as done. */
  async epoch(): Promise<number> {
    const said = await this.area.getByText(/^Epoch \d+ of \d+/).textContent({ timeout: 180_000 });
    return Number(/\d+/.exec(said ?? '')?.[0] ?? 0);
  }

  /** Waits for the end; by then the run is stored. */
  async finished(timeout = 80_000): Promise<void> {
    await expect(this.button('Evaluate')).toBeVisible({ timeout });
  }

  figure(label: string): Locator {
    return figureIn(this.area, label);
  }

  chart(title: 'Loss' | 'Accuracy'): Locator {
    return this.area.getByRole('figure', { name: title });
  }

  /** Values of one curve, from the chart's table. */
  async curve(title: 'Loss' | 'Accuracy', series: 'Train' | 'Validation'): Promise<string[]> {
    const chart = this.chart(title);
    await chart.getByRole('button', { name: `${title}: show as a table` }).click();
    const heads = await chart.getByRole('columnheader').allTextContents();
    const column = heads.indexOf(series);
    const rows = await chart.getByRole('row').all();
    const values = await Promise.all(
      rows.slice(1).map(async (row) => (await row.locator('th, td').allTextContents())[column]),
    );
    await chart.getByRole('button', { name: `${title}: show curves` }).click();
    return values;
  }
}

/** The value of one headline figure. */
export function figureIn(area: Locator, label: string): Locator {
  return area
    .locator('dl > div')
    .filter({ has: area.page().getByRole('term').getByText(label, { exact: true }) })
    .getByRole('definition')
    .first();
}
