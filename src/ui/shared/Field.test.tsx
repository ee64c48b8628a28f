// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { NumberField, SegmentedControl, ShareField, type NumberFieldProps } from './Field';
import { show } from '../testing/show';

/** A number with its store, and a button that changes it from elsewhere. */
function Stored(props: Partial<NumberFieldProps>) {
  const [value, set] = useState(8);
  return (
    <>
      <NumberField label="Epochs" value={value} onChange={set} {...props} />
      <output>{value}</output>
      <button type="button" onClick={() => set(30)}>
        Undo
      </button>
    </>
  );
}

describe('a number', () => {
  it.each([
    ['nothing', '', 'Enter a number.'],
    ['a word', 'ten', 'Enter a number.'],
    ['a fraction', '2.5', 'Enter a whole number.'],
    ['too little', '0', 'At least 1.'],
    ['too much', '10001', 'At most 10000.'],
  ])('refuses %s and says why beside the field', async (_, typed, words) => {
    // as it is being typed: fractions and large numbers begin with numbers that are in range
    const told: number[] = [];
    const person = show(<Stored min={1} max={10000} whole onChange={(value) => told.push(value)} />);
    const field = screen.getByLabelText<HTMLInputElement>('Epochs');
    await person.clear(field);
    if (typed) await person.type(field, typed);
    expect(told).not.toContain(Number(typed));
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe(words);
  });

  it('keeps what is typed until it is a number in range, and on leaving shows the last one', async () => {
    const person = show(<Stored min={1} max={99} whole />);
    const field = screen.getByLabelText<HTMLInputElement>('Epochs');
    await person.clear(field);
    expect(screen.getByRole('status').textContent).toBe('8');
    await person.type(field, '42');
    expect(screen.getByRole('status').textContent).toBe('42');
    await person.type(field, '7');
    expect(field.value).toBe('427');
    expect(screen.getByRole('status').textContent).toBe('42');
    await person.tab();
    expect(field.value).toBe('42');
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });

  it('follows a value that is changed elsewhere', async () => {
    const person = show(<Stored />);
    await person.type(screen.getByLabelText('Epochs'), 'x');
    await person.click(screen.getByRole('button', { name: 'Undo' }));
    expect(screen.getByLabelText<HTMLInputElement>('Epochs').value).toBe('30');
  });
});

it('a share reads in percent, beside the slider and aloud', () => {
  show(<ShareField label="Validation" value={0.15} onChange={() => undefined} min={0} max={0.5} />);
  expect(screen.getByRole('status').textContent).toBe('15\u00a0%');
  expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('15\u00a0%');
});

it('a row of choices has a name, and does not take one that is closed', async () => {
  const chosen: string[] = [];
  const options = [
    { value: 'best', label: 'Best' },
    { value: 'last', label: 'Last' },
    { value: 'mean', label: 'Mean', disabled: true },
  ] as const;
  const person = show(
    <SegmentedControl label="Keep" value="best" options={options} onChange={(value) => chosen.push(value)} />,
  );
  expect(screen.getByRole('radiogroup', { name: 'Keep' })).toBeDefined();
  await person.click(screen.getByRole('radio', { name: 'Mean' }));
  await person.click(screen.getByRole('radio', { name: 'Last' }));
  expect(chosen).toEqual(['last']);
});
