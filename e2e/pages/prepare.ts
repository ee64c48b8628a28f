/** The Prepare workspace: the four fits, the classes, and the prepared posters. */
import { expect, type Locator } from '@playwright/test';

export const FIT_NAMES = ['Stretch', 'Centre crop', 'Pad', 'Random crop'] as const;

export class PrepareWorkspace {
  constructor(readonly area: Locator) {}

  fit(name: (typeof FIT_NAMES)[number]): Locator {
    return this.area.getByRole('radio', { name: new RegExp(`^${name}`) });
  }

  /** The pictures of one fit. */
  pictures(name: (typeof FIT_NAMES)[number]): Locator {
    return this.area.locator('label').filter({ hasText: name }).locator('canvas');
  }

  /** The section in which transforms are chosen and previewed. */
  get augmentation(): Locator {
    return this.area.getByRole('region', { name: 'Augmentation' });
  }

  pipeline(name: string): Locator {
    return this.augmentation.getByRole('radio', { name, exact: true });
  }

  /** Switches a transform on or off. */
  transform(name: string): Locator {
    return this.augmentation.getByRole('switch', { name, exact: true });
  }

  /** The poster without augmentation, then in seven epochs, as texts that differ if the pixels do. */
  async draws(): Promise<string[]> {
    const pictures = this.augmentation.locator('canvas');
    await expect(pictures).toHaveCount(8);
    return pictures.evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
  }

  /** Prepares the posters, and returns the page's summary. */
  async prepare(): Promise<string> {
    await this.area.getByRole('button', { name: 'Prepare posters' }).click();
    const done = this.area.getByText(/posters? prepared in/);
    await expect(done).toBeVisible({ timeout: 180_000 });
    return (await this.area.getByText(/were already in the cache/).textContent()) ?? '';
  }
}
