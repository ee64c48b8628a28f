/** The whole page: the rail, the workspaces, the run bar. */
import { expect, type Locator, type Page } from '@playwright/test';
import { WORKSPACE_IDS, WORKSPACES, type WorkspaceTitle } from '../../src/core/places';
import { DataWorkspace } from './data';
import { EvaluateWorkspace } from './evaluate';
import { PrepareWorkspace } from './prepare';
import { TrainWorkspace } from './train';

export type WorkspaceName = WorkspaceTitle;
export const WORKSPACE_NAMES: readonly WorkspaceName[] = WORKSPACE_IDS.map((id) => WORKSPACES[id].title);

export class Studio {
  readonly rail: Locator;
  readonly runBar: Locator;

  constructor(readonly page: Page) {
    this.rail = page.getByRole('navigation');
    this.runBar = page.getByRole('contentinfo', { name: 'Work under way' });
  }

  async open(): Promise<void> {
    await this.page.goto('./');
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  async goTo(workspace: WorkspaceName): Promise<Locator> {
    await this.rail.getByRole('link', { name: new RegExp(`^${workspace}\\b`) }).click();
    const area = this.page.getByRole('region', { name: `${workspace} workspace` });
    await expect(area).toBeVisible();
    return area;
  }

  async data(): Promise<DataWorkspace> {
    return new DataWorkspace(this.page, await this.goTo('Data'));
  }

  async prepare(): Promise<PrepareWorkspace> {
    return new PrepareWorkspace(await this.goTo('Prepare'));
  }

  async train(): Promise<TrainWorkspace> {
    return new TrainWorkspace(this.page, await this.goTo('Train'));
  }

  async evaluate(): Promise<EvaluateWorkspace> {
    return new EvaluateWorkspace(await this.goTo('Evaluate'));
  }

  /** Waits until no work is under way. */
  async idle(timeout = 60_000): Promise<void> {
    await expect(this.runBar.getByText('Nothing is running.')).toBeVisible({ timeout });
  }
}
