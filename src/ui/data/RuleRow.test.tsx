// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { useStore } from 'zustand';
import { CLEANING_RULES, RULES, type CleaningRuleId } from '../../core/cleaning/rules';
import { defaultRecipe } from '../../core/recipe/recipe';
import { currentRecipe, recipeStore } from '../../state/recipe';
import { show } from '../testing/show';
import { RuleRow, type RuleRowProps } from './RuleRow';

/** The row as the funnel shows it, with the recipe's settings of now. */
function Row(props: Partial<RuleRowProps> & { rule: CleaningRuleId }) {
  const settings = useStore(recipeStore, (state) => state.recipe.cleaning);
  return (
    <table>
      <tbody>
        <RuleRow settings={settings} films={2000} onToggle={() => undefined} {...props} />
      </tbody>
    </table>
  );
}

const cells = () => screen.getAllByRole('cell').map((cell) => cell.textContent);

beforeEach(() => recipeStore.setState({ recipe: defaultRecipe() }));

describe('the row of a rule', () => {
  it('in use: how many films were there, were left out and stayed', () => {
    show(
      <Row rule="no-genre" step={{ rule: 'no-genre', before: 1500, removed: 1, after: 1499 }} onUp={null} />,
    );
    expect(screen.getByRole('switch', { name: 'Use the rule No genre', checked: true })).toBeDefined();
    expect(cells().slice(2, 5)).toEqual(['1,500', '1', '1,499']);
  });

  it('not in use: neither numbers, nor settings, nor a place in the order', () => {
    show(<Row rule="greyscale" />);
    expect(screen.getByRole('switch', { checked: false })).toBeDefined();
    expect(cells().slice(2, 5)).toEqual(['–', '–', '–']);
    expect(screen.queryByRole('spinbutton')).toBeNull();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('of posters that nobody has looked at: no number that would pass for a finding', () => {
    const step = { rule: 'greyscale', before: 1500, removed: 0, after: 1500 } as const;
    show(<Row rule="greyscale" step={step} unseen onUp={null} />);
    expect(screen.getByText('not examined yet')).toBeDefined();
    expect(cells().slice(2, 5)).toEqual(['1,500', '–', '1,500']);
  });

  it('moves, but neither above the first place nor below the last', async () => {
    const moved: string[] = [];
    const person = show(<Row rule="adult" onUp={null} onDown={() => moved.push('down')} />);
    await person.click(screen.getByRole('button', { name: 'Move For adults up' }));
    await person.click(screen.getByRole('button', { name: 'Move For adults down' }));
    expect(moved).toEqual(['down']);
  });
});

const MEASURED = CLEANING_RULES.flatMap((rule) =>
  (RULES[rule].controls ?? []).map((control) => [rule, control.label, control] as const),
);

describe.each(MEASURED)('%s: %s', (rule, label, control) => {
  const { measure, percent } = control;
  const shown = (value: number) => (percent ? Number((value * 100).toFixed(6)) : value);

  it('shows the default and takes its limits', async () => {
    const person = show(<Row rule={rule} onUp={null} />);
    const field = screen.getByLabelText<HTMLInputElement>(label);
    expect(Number(field.value)).toBe(shown(measure.default));
    for (const limit of [measure.min, measure.max]) {
      await person.clear(field);
      await person.type(field, String(shown(limit)));
      expect(control.value(currentRecipe().cleaning)).toBe(limit);
      expect(field.getAttribute('aria-invalid')).toBeNull();
    }
  });

  it('refuses what is beyond, says why, and returns to the last value', async () => {
    const person = show(<Row rule={rule} onUp={null} />);
    const field = screen.getByLabelText<HTMLInputElement>(label);
    const before = currentRecipe();
    await person.clear(field);
    await person.type(field, String(-1));
    expect(screen.getByText(`At least ${shown(measure.min)}.`)).toBeDefined();
    expect(currentRecipe()).toBe(before);
    await person.tab();
    expect(Number(field.value)).toBe(shown(measure.default));
  });
});
