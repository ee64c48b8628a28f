/** The controls for the parameters of an optimizer, a loss or a schedule, as described in its table entry. */
import { hintOf, type MomentumUse, type ParameterField } from '../../core/optimisation/parameters';
import { NumberField, SwitchField } from '../shared';
import { MonitorField } from './MonitorField';

interface ParameterFieldsProps<Settings> {
  fields: readonly ParameterField<Settings>[];
  onChange: (settings: Settings) => void;
  /** For hints that depend on it. */
  use?: MomentumUse;
}

export function ParameterFields<Settings>({ fields, onChange, use }: ParameterFieldsProps<Settings>) {
  return fields.map((field) => (
    <ParameterControl key={field.facts.label} field={field} onChange={onChange} use={use} />
  ));
}

interface ParameterControlProps<Settings> extends Omit<ParameterFieldsProps<Settings>, 'fields'> {
  field: ParameterField<Settings>;
}

function ParameterControl<Settings>({ field, onChange, use }: ParameterControlProps<Settings>) {
  const { label } = field.facts;
  const hint = hintOf(field.facts, use);
  if (field.control === 'switch')
    return (
      <SwitchField
        {...{ label, id: field.facts.id, hint }}
        checked={field.value}
        onChange={(value) => onChange(field.withValue(value))}
      />
    );
  if (field.control === 'metric')
    return (
      <MonitorField
        {...{ label, id: field.facts.id, hint }}
        value={field.value}
        onChange={(value) => onChange(field.withValue(value))}
      />
    );
  const { id, min, max, whole, unit } = field.facts;
  const number = (value: number) => (
    <NumberField
      {...{ label, id, hint, min, max, whole, unit }}
      value={value}
      onChange={(changed) => onChange(field.withValue(changed))}
    />
  );
  if (field.control === 'number') return number(field.value);
  const { usual, switch: on } = field.facts;
  return (
    <>
      <SwitchField
        {...on}
        checked={field.value !== null}
        onChange={(checked) => onChange(field.withValue(checked ? usual : null))}
      />
      {field.value !== null && number(field.value)}
    </>
  );
}
