/**
 * How the page shows the numbers and switches of an optimizer, a loss or a schedule. Each entry of their tables has a
 * control for every parameter of its settings, or says that it has none.
 */
import type { AnswerKind } from '../heads';
import type { Monitor } from '../metrics/facts';

/** What the momentum of a training is, for hints that depend on it. */
export interface MomentumUse {
  /** The optimizer's own; 0 where it has none. */
  momentum: number;
  /** The schedule sets another in its place in every step. */
  isCycled: boolean;
}

interface Shown {
  label: string;
  /** Of the control's element. */
  id?: string;
  hint?: string | ((use: MomentumUse) => string | undefined);
  /** Where it is shown: folded away below the menu, or among the tricks. Directly below the menu by default. */
  section?: 'constants' | 'tricks';
  /** Shown only where the network answers in one of these ways; always by default. */
  answers?: readonly AnswerKind[];
}

export interface NumberParameter extends Shown {
  control: 'number';
  min: number;
  max: number;
  whole?: true;
  unit?: string;
}

export interface SwitchParameter extends Shown {
  control: 'switch';
}

/** A choice among the validation side's metrics. */
export interface MetricParameter extends Shown {
  control: 'metric';
  id: string;
}

/** A number or null: a switch, and the number while that is on. */
export interface OptionalNumberParameter extends Omit<NumberParameter, 'control'> {
  control: 'optional-number';
  switch: Pick<Shown, 'label' | 'id'> & { hint?: string };
  /** What the switch turns on. */
  usual: number;
}

export type Parameter = NumberParameter | SwitchParameter | MetricParameter | OptionalNumberParameter;

type ControlOf<Value> = [Value] extends [boolean]
  ? SwitchParameter
  : [Value] extends [Monitor]
    ? MetricParameter
    : [Value] extends [number]
      ? NumberParameter
      : [Value] extends [number | null]
        ? OptionalNumberParameter
        : never;

/**
 * A control for each of a choice's own parameters, in the order in which they are shown; null for one that only a recipe
 * file sets, or a control that several choices share.
 */
export type ParametersOf<Settings, Common extends string = never> = {
  readonly [Key in Exclude<keyof Settings, 'kind' | Common>]: ControlOf<Settings[Key]> | null;
};

/** A control of a choice's settings, its value, and the settings with another. */
export type ParameterField<Settings> =
  | { control: 'number'; facts: NumberParameter; value: number; withValue: (value: number) => Settings }
  | { control: 'switch'; facts: SwitchParameter; value: boolean; withValue: (value: boolean) => Settings }
  | { control: 'metric'; facts: MetricParameter; value: Monitor; withValue: (value: Monitor) => Settings }
  | {
      control: 'optional-number';
      facts: OptionalNumberParameter;
      value: number | null;
      withValue: (value: number | null) => Settings;
    };

/** The controls of one section for these settings; of those for some answers only, the ones that the network gives. */
export function fieldsOf<Settings extends object>(
  settings: Settings,
  parameters: Readonly<Record<string, Parameter | null>>,
  { section, answers = [] }: { section?: Shown['section']; answers?: readonly AnswerKind[] } = {},
): ParameterField<Settings>[] {
  const values = new Map<string, unknown>(Object.entries(settings));
  return Object.entries(parameters).flatMap(([key, facts]) => {
    if (facts === null || facts.section !== section) return [];
    if (facts.answers?.every((one) => !answers.includes(one))) return [];
    return [fieldOf(settings, key, facts, values.get(key))];
  });
}

function fieldOf<Settings extends object>(
  settings: Settings,
  key: string,
  facts: Parameter,
  value: unknown,
): ParameterField<Settings> {
  const withValue = (next: number | boolean | string | null): Settings => ({ ...settings, [key]: next });
  // ParametersOf has given each parameter the control of its type
  return { control: facts.control, facts, value, withValue } as ParameterField<Settings>;
}

/** What is said beside a control. @param use of the training whose settings are shown, where hints depend on it. */
export function hintOf(
  { hint }: Parameter,
  use: MomentumUse = { momentum: 0, isCycled: false },
): string | undefined {
  return typeof hint === 'function' ? hint(use) : hint;
}
