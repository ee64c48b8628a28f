/** "Show where": every control that an error can point to is opened by its id, and gets the focus. */
import { CONTROLS, type ControlId } from '../src/core/places';
import { expect, test } from './story';

const IDS = Object.keys(CONTROLS) as ControlId[];

/** Exists only once an experiment has been run: experiments.spec.ts opens it. */
const ELSEWHERE: readonly ControlId[] = ['experiment'];

/** Controls that the recipe hides at first, with the control that leads to them. */
const HIDDEN: Partial<Record<ControlId, ControlId>> = { neighbours: 'model', 'stopping.metric': 'stopping' };

/** The controls shown instead before there are films and posters. */
const WITHOUT_DATA: Partial<Record<ControlId, ControlId>> = { mapping: 'open', cleaning: 'open' };

test('leads to every control, or to the one that brings a hidden one back', async ({ page, studio }) => {
  const open = async (id: ControlId) => {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/${CONTROLS[id].workspace}/${id}`);
  };
  const leadsTo = async (id: ControlId, found: ControlId) => {
    await open(id);
    const control = page.locator(`[id="${found}"]`);
    await expect(control, `${id} leads to ${found}`).toBeFocused();
    await expect(control).toBeInViewport();
    await expect(page, 'the address is the workspace’s').toHaveURL(
      new RegExp(`#/${CONTROLS[id].workspace}$`),
    );
  };
  for (const [id, found] of Object.entries(WITHOUT_DATA)) await leadsTo(id as ControlId, found);

  const data = await studio.data();
  await data.area.getByRole('button', { name: 'Open the generated sample' }).click();
  await expect(data.figure('films with a poster')).toHaveText(/^\d{3}$/, { timeout: 180_000 });
  await studio.idle();
  for (const id of IDS) if (!ELSEWHERE.includes(id)) await leadsTo(id, HIDDEN[id] ?? id);

  await page.getByRole('switch', { name: 'Stop early' }).check();
  await leadsTo('stopping.metric', 'stopping.metric');
  await page.getByRole('radiogroup', { name: 'Model' }).getByText('Neighbours').click();
  await leadsTo('neighbours', 'neighbours');
  await leadsTo('learning-rate', 'model');

  // also if the inspector is closed, or another tab is open
  await page.getByRole('button', { name: 'Show or hide the inspector' }).click();
  await leadsTo('model', 'model');
  await studio.goTo('Data');
  await page.getByRole('tab', { name: /^Films/ }).click();
  await leadsTo('cleaning', 'cleaning');
});
