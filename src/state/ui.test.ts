import { describe, expect, it } from 'vitest';
import { controlInHash, goTo, INSPECTOR_WIDTHS, setInspectorWidth, ui, workspaceInHash } from './ui';

describe('the address', () => {
  it.each([
    ['#/train', 'train'],
    ['#data', 'data'],
    ['#/evaluate/run-3?cell=2', 'evaluate'],
    ['', null],
    ['#/nowhere', null],
  ])('%s names %s', (hash, workspace) => {
    expect(workspaceInHash(hash)).toBe(workspace);
  });

  it.each([
    ['#/train/batch-size', 'batch-size'],
    ['#/train/loss.kind', 'loss.kind'],
    ['#/data/batch-size', null],
    ['#/train', null],
    ['#/train/nothing', null],
    ['#/train/toString', null],
  ])('%s opens the control %s', (hash, control) => {
    expect(controlInHash(hash)).toBe(control);
  });
});

describe('where the person is', () => {
  it('goes to a control and closes overlays', () => {
    ui.setState({ overlay: 'palette' });
    goTo('prepare', 'task');
    expect(ui.getState()).toMatchObject({ workspace: 'prepare', control: 'task', overlay: null });
  });

  it("keeps the inspector's width within its limits", () => {
    setInspectorWidth(10);
    expect(ui.getState().inspectorWidth).toBe(INSPECTOR_WIDTHS.min);
    setInspectorWidth(9999);
    expect(ui.getState().inspectorWidth).toBe(INSPECTOR_WIDTHS.max);
  });
});
