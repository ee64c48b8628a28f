/**
 * How the page shows the numbers and switches of an optimizer, loss or schedule. Each entry of their tables has a
 * control for every parameter of its settings, or states that it has none.
 */
import type { AnswerKind } from '../heads';
import type { Monitor } from '../metrics/facts';

/** The momentum that a training uses, for hints that depend on it. */
export interface MomentumUse {
  /** The optimizer's own momentum; 0 if it has none. */
  momentum: number;
  /** The schedule replaces it in every step. */
  isCycled: boolean;
}

interface Shown {
  label: string;
  /** Element id of the control. */
  id?: string;
  hint?: string | ((use: MomentumUse) => string | undefined);
  /** Where it is shown: collapsed below the menu, or among the tricks. By default directly below the menu. */
  section?: 'constants' | 'tricks';
  /** Shown only if the network has one of these kinds of answer; by default always. */
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

/** A choice of one of the validation side's metrics. */
export interface MetricParameter extends Shown {
  control: 'metric';
  id: string;
}

/** A number or null: a switch, and a number field while it is on. */
export interface OptionalNumberParameter extends Omit<NumberParameter, 'control'> {
  control: 'optional-number';
  switch: Pick<Shown, 'label' | 'id'> & { hint?: string };
  /** The value when the switch is turned on. */
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
 * A control for each parameter of a choice, in the order shown; null for a parameter that only a recipe file sets, or
 * whose control is shared by several choices.
 */
export type ParametersOf<Settings, Common extends string = never> = {
  readonly [Key in Exclude<keyof Settings, 'kind' | Common>]: ControlOf<Settings[Key]> | null;
};

/** A control, its value, and a function that returns the settings with another value. */
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

/**
 * The controls of one section for these settings. Controls for certain kinds of answer are included only if the network
 * has such answers.
 */
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
  // ParametersOf ensures that each parameter has the control of its type
  return { control: facts.control, facts, value, withValue } as ParameterField<Settings>;
}

/**
 * The hint next to a control. @param use momentum of the training whose settings are shown, for hints that depend on
 * it.
 */
export function hintOf(
  { hint }: Parameter,
  use: MomentumUse = { momentum: 0, isCycled: false },
): string | undefined {
  return typeof hint === 'function' ? hint(use) : hint;
}
