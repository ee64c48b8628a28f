// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useStore } from 'zustand';
import type { ErrorReport } from '../../core/errors';
import { notices, showError, tell } from '../../state/notices';
import { ui } from '../../state/ui';
import { show } from '../testing/show';
import { Notices } from './Notices';
import { useAttention } from './useAttention';

const ERROR: ErrorReport = {
  code: 'recipe-invalid',
  message: 'The batch is larger than the training side.',
  advice: 'Choose a smaller batch.',
  cause: 'RangeError: 64 > 40',
  where: { workspace: 'train', control: 'batch-size' },
};

/** The notices, and a page of which Train has the control that the error points to. */
function Page() {
  const { workspace, control } = useStore(ui);
  useAttention(control);
  return (
    <>
      <Notices />
      <main id="workspace" tabIndex={-1}>
        {workspace === 'train' && <input id="batch-size" aria-label="Batch size" />}
      </main>
    </>
  );
}

const wait = (seconds: number) =>
  act(() => {
    vi.advanceTimersByTime(seconds * 1000);
  });

beforeEach(() => {
  notices.setState({ list: [] });
  ui.setState({ workspace: 'data', control: null });
});

describe('an error', () => {
  it('says what happened, what to do, and why', () => {
    show(<Page />);
    act(() => showError(ERROR));
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('The batch is larger than the training side.');
    expect(alert.textContent).toContain('Choose a smaller batch.');
    expect(screen.getByText('recipe-invalid: RangeError: 64 > 40')).toBeDefined();
  });

  it('is counted if it occurs again, and stands beside another', () => {
    show(<Page />);
    act(() => {
      for (let i = 0; i < 3; i++) showError(ERROR);
      showError({ ...ERROR, cause: 'another' });
    });
    expect(screen.getAllByRole('alert')).toHaveLength(2);
    expect(screen.getByText('The batch is larger than the training side. (3 times)')).toBeDefined();
  });

  it('goes when it is dismissed, and the focus goes on to the workspace', async () => {
    const person = show(<Page />);
    act(() => showError(ERROR));
    await person.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  it('names the workspace of the fix, and in that workspace shows where', async () => {
    const person = show(<Page />);
    act(() => showError(ERROR));
    await person.click(screen.getByRole('button', { name: 'Open Train' }));
    const control = screen.getByLabelText('Batch size');
    expect(document.activeElement).toBe(control);
    const again = screen.getByRole('button', { name: 'Show where' });
    again.focus();
    await person.click(again);
    expect(document.activeElement).toBe(control);
  });

  it('has no way to a workspace that is open already', () => {
    ui.setState({ workspace: 'train' });
    show(<Page />);
    act(() => showError({ ...ERROR, where: { workspace: 'train' } }));
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['Dismiss']);
  });
});

describe('a thing done', () => {
  it('is read out, and goes after a while', () => {
    vi.useFakeTimers();
    show(<Page />);
    act(() => tell('The recipe was copied.'));
    expect(screen.getByRole('status').textContent).toBe('The recipe was copied.');
    expect(screen.getAllByText('The recipe was copied.')).toHaveLength(2);
    wait(10);
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull();
    vi.useRealTimers();
  });

  it('stays while its button has the focus', () => {
    vi.useFakeTimers();
    show(<Page />);
    act(() => tell('The recipe was copied.'));
    fireEvent.focus(screen.getByRole('button', { name: 'Dismiss' }));
    wait(60);
    fireEvent.blur(screen.getByRole('button', { name: 'Dismiss' }));
    wait(10);
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull();
    vi.useRealTimers();
  });
});
