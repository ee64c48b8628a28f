// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { LOSSES, lossSchema } from '../../core/optimisation/losses';
import { OPTIMIZERS, optimizerSchema } from '../../core/optimisation/optimizers';
import { fieldsOf, type Parameter } from '../../core/optimisation/parameters';
import { SCHEDULES, scheduleSchema } from '../../core/optimisation/schedules';
import { show } from '../testing/show';
import { ParameterFields } from './ParameterFields';

type Table = Readonly<
  Record<string, { title: string; parameters: Readonly<Record<string, Parameter | null>> }>
>;
type Settings = Record<string, unknown>;

/** Every control of a table: the entry's title, the parameter's name in a recipe, its facts, and how settings are checked. */
function controlsOf(table: Table, parse: (settings: object) => Settings) {
  return Object.entries(table).flatMap(([kind, { title, parameters }]) =>
    Object.entries(parameters).flatMap(([key, facts]) =>
      facts ? [{ title, key, facts, parse, settings: { ...parse({ kind }) } }] : [],
    ),
  );
}

const CONTROLS = [
  ...controlsOf(OPTIMIZERS, (settings) => optimizerSchema.parse(settings)),
  ...controlsOf(LOSSES, (settings) => lossSchema.parse(settings)),
  ...controlsOf(SCHEDULES, (settings) => scheduleSchema.parse(settings)),
];

/** The control alone, with the settings that it changes. */
function showControl({ key, facts, settings }: (typeof CONTROLS)[number]) {
  const written: Settings[] = [];
  function Stored() {
    const [now, set] = useState(settings);
    const { section, answers } = facts;
    return (
      <ParameterFields
        fields={fieldsOf(now, { [key]: facts }, { section, answers })}
        onChange={(changed) => {
          written.push(changed);
          set(changed);
        }}
      />
    );
  }
  const person = show(<Stored />);
  return { person, written };
}

/** Chooses another value with the control; returns what it showed before and the new value. */
async function change(facts: Parameter, person: UserEvent): Promise<{ before: unknown; after: unknown }> {
  if (facts.control === 'switch') {
    const control = screen.getByRole<HTMLInputElement>('switch', { name: facts.label });
    const before = control.checked;
    await person.click(control);
    return { before, after: !before };
  }
  if (facts.control === 'metric') {
    const menu = screen.getByRole<HTMLSelectElement>('combobox', { name: facts.label });
    const before = menu.value;
    const other = [...menu.options].find(({ value, disabled }) => value !== before && !disabled);
    if (!other) throw new Error(`${facts.label} has one choice.`);
    await person.selectOptions(menu, other);
    return { before, after: other.value };
  }
  const field = screen.getByLabelText<HTMLInputElement>(facts.label);
  const before = Number(field.value);
  const after = before === facts.max ? facts.min : facts.max;
  fireEvent.change(field, { target: { value: String(after) } });
  return { before, after };
}

it('there are controls of all three tables', () => expect(CONTROLS.length).toBeGreaterThan(10));

describe.each(CONTROLS)('$title: $facts.label', (entry) => {
  it('shows the recipe’s value, and what it writes is a recipe’s that differs in it alone', async () => {
    const { key, facts, settings, parse } = entry;
    const { person, written } = showControl(entry);
    const { before, after } = await change(facts, person);
    expect(before).toBe(settings[key]);
    expect(written).toEqual([{ ...settings, [key]: after }]);
    expect(parse(written[0])).toEqual(written[0]);
  });
});

describe.each(CONTROLS.filter(({ facts }) => 'min' in facts))('$title: $facts.label', (entry) => {
  it('takes its limits, which a recipe may hold, and nothing beyond', () => {
    const { facts, parse } = entry;
    if (!('min' in facts)) throw new Error('Only numbers have limits.');
    const { written } = showControl(entry);
    const field = screen.getByLabelText<HTMLInputElement>(facts.label);
    const type = (value: number) => fireEvent.change(field, { target: { value: String(value) } });
    type(facts.min);
    type(facts.max);
    for (const one of written) expect(parse(one)).toEqual(one);
    const before = written.length;
    type(facts.max + 1);
    expect(screen.getByText(`At most ${facts.max}.`)).toBeDefined();
    type(facts.min - 1);
    expect(screen.getByText(`At least ${facts.min}.`)).toBeDefined();
    expect(written).toHaveLength(before);
  });
});

describe.each(CONTROLS.filter(({ facts }) => 'usual' in facts))('$title: $facts.label', (entry) => {
  it('goes with its switch, and comes back as usual', async () => {
    const { key, facts } = entry;
    if (!('usual' in facts)) throw new Error('Only these have a switch.');
    const { person, written } = showControl(entry);
    const control = screen.getByRole('switch', { name: facts.switch.label });
    await person.click(control);
    expect(screen.queryByLabelText(facts.label)).toBeNull();
    await person.click(control);
    expect(Number(screen.getByLabelText<HTMLInputElement>(facts.label).value)).toBe(facts.usual);
    expect(written.map((one) => one[key])).toEqual([null, facts.usual]);
  });
});

describe('hints that depend on the momentum', () => {
  const { parameters } = OPTIMIZERS.sgd;
  const settings = optimizerSchema.parse({ kind: 'sgd', momentum: 0 });
  const fields = fieldsOf<object>(settings, parameters, { section: 'tricks' });
  const showWith = (use: { momentum: number; isCycled: boolean }) =>
    show(<ParameterFields fields={fields} onChange={() => undefined} use={use} />);

  it('without any, Nesterov does nothing', () => {
    showWith({ momentum: 0, isCycled: false });
    expect(screen.getByText('Has no effect without momentum.')).toBeDefined();
  });

  it('while one cycle sets it, the field’s own is for the search alone', () => {
    showWith({ momentum: 0, isCycled: true });
    expect(screen.queryByText('Has no effect without momentum.')).toBeNull();
    expect(screen.getByText(/Not used in training while “Cycle momentum” is on/)).toBeDefined();
  });
});
