/** The Evaluate workspace: figures, confusion matrix, class table and gallery of one run. */
import { expect, type Locator } from '@playwright/test';
import { figureIn } from './train';

export class EvaluateWorkspace {
  readonly heatmap: Locator;
  readonly gallery: Locator;

  constructor(readonly area: Locator) {
    this.heatmap = area.getByRole('grid', { name: /^Confusion matrix/ });
    this.gallery = area.getByRole('list', { name: /^Posters, / });
  }

  figure(label: string): Locator {
    return figureIn(this.area, label);
  }

  /** Waits until the figures of the selection are there. */
  private async computed(): Promise<void> {
    await expect(this.area.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  /** Counts of the confusion matrix, `[actual][predicted]`, read from its cells' labels. */
  async confusion(): Promise<number[][]> {
    await this.computed();
    const rows: number[][] = [];
    for (const row of await this.heatmap.getByRole('row').all()) {
      const said = await row
        .getByRole('button')
        .evaluateAll((cells) => cells.map((cell) => cell.ariaLabel ?? ''));
      const counts = said.map((text) => Number(/: ([\d,]+)\sposter/.exec(text)?.[1].replaceAll(',', '')));
      if (counts.length > 0) rows.push(counts);
    }
    return rows;
  }

  cell(actual: string, predicted: string): Locator {
    return this.heatmap.getByRole('button', { name: `Actual ${actual}, predicted ${predicted}:` });
  }

  /** The labels of the gallery's visible tiles, in order. */
  async tiles(): Promise<string[]> {
    await this.computed();
    return this.gallery
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.ariaLabel ?? ''));
  }

  /** Selects one of a row of alternatives. */
  async choose(label: string | RegExp): Promise<void> {
    await this.area.getByText(label).first().click();
    await this.computed();
  }
}
