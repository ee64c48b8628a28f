/**
 * Labelled native controls. Each connects label, hint and error to its control, passes on only valid values, and keeps
 * what a person is typing until then.
 */
import { useId, useState, type CSSProperties, type ReactNode } from 'react';
import styles from './Field.module.css';
import { classes } from './classes';
import { percent } from './format';
import { Icon, type IconName } from './Icon';

interface FieldText {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  /** The control's id, if an error's `where.control` can point to it. */
  id?: string;
  /** Label before the control instead of above it. */
  inline?: boolean;
  /** The label is only for assistive technology. */
  labelHidden?: boolean;
}

interface ControlIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

/** Label, hint and error around any control. */
export function Field({
  label,
  hint,
  error,
  id: given,
  inline,
  labelHidden,
  children,
}: FieldText & { children: (ids: ControlIds) => ReactNode }) {
  const own = useId();
  const id = given ?? own;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={classes(styles.field, inline && styles.inline)}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className={styles.error}>
          {error}
        </div>
      )}
    </div>
  );
}

export interface TextFieldProps extends FieldText {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  type?: 'text' | 'search';
}

export function TextField({ value, onChange, placeholder, type = 'text', ...text }: TextFieldProps) {
  return (
    <Field {...text}>
      {(ids) => (
        <input
          {...ids}
          type={type}
          className={styles.input}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface SelectFieldProps<T extends string> extends FieldText {
  value: T;
  options: readonly { value: T; label: string; disabled?: boolean }[];
  onChange: (value: T) => void;
}

export function SelectField<T extends string>({ value, options, onChange, ...text }: SelectFieldProps<T>) {
  return (
    <Field {...text}>
      {(ids) => (
        <select
          {...ids}
          className={styles.select}
          value={value}
          onChange={(event) => onChange(event.target.value as T)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface NumberFieldProps extends FieldText {
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  /** Only whole numbers. */
  whole?: boolean;
  unit?: string;
}

/** Passes on a number once it is valid and in range; until then it shows what is wrong. */
export function NumberField({
  value,
  onChange,
  min = -Infinity,
  max = Infinity,
  step,
  whole,
  unit,
  error,
  inline = true,
  ...text
}: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value));
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    if (Number(typed) !== value) setTyped(String(value));
  }
  const wrong = wrongNumber(typed, min, max, whole ?? false);
  return (
    <Field {...text} inline={inline} error={wrong ?? error}>
      {(ids) => (
        <span className={styles.withUnit}>
          <input
            {...ids}
            type="number"
            className={classes(styles.input, styles.number)}
            value={typed}
            min={Number.isFinite(min) ? min : undefined}
            max={Number.isFinite(max) ? max : undefined}
            step={step ?? (whole ? 1 : 'any')}
            onChange={(event) => {
              setTyped(event.target.value);
              if (!wrongNumber(event.target.value, min, max, whole ?? false))
                onChange(Number(event.target.value));
            }}
            onBlur={() => wrong && setTyped(String(value))}
          />
          {unit}
        </span>
      )}
    </Field>
  );
}

function wrongNumber(typed: string, min: number, max: number, whole: boolean): string | null {
  const number = Number(typed);
  if (typed.trim() === '' || Number.isNaN(number)) return 'Enter a number.';
  if (whole && !Number.isInteger(number)) return 'Enter a whole number.';
  if (number < min) return `At least ${min}.`;
  if (number > max) return `At most ${max}.`;
  return null;
}

export interface SliderFieldProps extends FieldText {
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  /** How the value is shown beside the slider and read out. */
  show?: (value: number) => string;
}

export function SliderField({
  value,
  onChange,
  min,
  max,
  step = 1,
  show = String,
  ...text
}: SliderFieldProps) {
  const filled = { '--filled': `${((value - min) / (max - min)) * 100}%` } as CSSProperties;
  return (
    <Field {...text}>
      {(ids) => (
        <span className={styles.slider}>
          <input
            {...ids}
            type="range"
            className={styles.range}
            style={filled}
            value={value}
            min={min}
            max={max}
            step={step}
            aria-valuetext={show(value)}
            onChange={(event) => onChange(Number(event.target.value))}
          />
          <output htmlFor={ids.id}>{show(value)}</output>
        </span>
      )}
    </Field>
  );
}

export type ShareFieldProps = Omit<SliderFieldProps, 'show'>;

/** A slider for a share in [0, 1], shown in percent; by default in steps of 5 %. */
export function ShareField({ step = 0.05, ...slider }: ShareFieldProps) {
  return <SliderField {...slider} step={step} show={wholePercent} />;
}

function wholePercent(share: number): string {
  return percent(share, 0);
}

export interface SwitchFieldProps extends Omit<FieldText, 'inline'> {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

export function SwitchField({ checked, onChange, disabled, ...text }: SwitchFieldProps) {
  return (
    <Field {...text} inline>
      {(ids) => (
        <input
          {...ids}
          type="checkbox"
          role="switch"
          aria-checked={checked}
          className={styles.switch}
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
        />
      )}
    </Field>
  );
}

export interface SegmentedControlProps<T extends string> {
  /** Accessible name of the group. */
  label: string;
  value: T;
  options: readonly { value: T; label: string; icon?: IconName; disabled?: boolean }[];
  onChange: (value: T) => void;
  /** Takes the full width. */
  wide?: boolean;
  id?: string;
}

/** Radio buttons in a row: arrow keys move between them, Tab leaves. */
export function SegmentedControl<T extends string>({
  label,
  value,
  options,
  onChange,
  wide,
  id,
}: SegmentedControlProps<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      id={id}
      className={classes(styles.segments, wide && styles.wide)}
    >
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.icon && <Icon name={option.icon} size={14} />}
          {option.label}
        </label>
      ))}
    </div>
  );
}

export interface CheckFieldProps {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function CheckField({ label, checked, onChange }: CheckFieldProps) {
  return (
    <label style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
      <input
        type="checkbox"
        className={styles.check}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
