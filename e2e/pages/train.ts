/** The Train workspace: settings, the one button, and what moves while it trains. */
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

  /** Presses Train; the training then goes on. */
  async start(): Promise<void> {
    await this.area.getByRole('button', { name: /^Train/ }).click();
  }

  button(name: 'Pause' | 'Resume' | 'Stop' | 'Evaluate'): Locator {
    return this.area.getByRole('button', { name, exact: true });
  }

  /** Epochs that the page says have passed. */
  async epoch(): Promise<number> {
    const said = await this.area.getByText(/^Epoch \d+ of \d+/).textContent({ timeout: 180_000 });
    return Number(/\d+/.exec(said ?? '')?.[0] ?? 0);
  }

  /** Waits for the end; the run is stored then. */
  async finished(timeout = 80_000): Promise<void> {
    await expect(this.button('Evaluate')).toBeVisible({ timeout });
  }

  figure(label: string): Locator {
    return figureIn(this.area, label);
  }

  chart(title: 'Loss' | 'Accuracy'): Locator {
    return this.area.getByRole('figure', { name: title });
  }

  /** Values of one curve, from the table behind the chart. */
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

/** One headline figure's value. */
export function figureIn(area: Locator, label: string): Locator {
  return area
    .locator('dl > div')
    .filter({ has: area.page().getByRole('term').getByText(label, { exact: true }) })
    .getByRole('definition')
    .first();
}
