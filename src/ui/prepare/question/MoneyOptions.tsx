/** Options of the questions about money: from what return on a film counts as paid, and which sums are plausible. */
import type { Task } from '../../../core/tasks/task';
import { NumberField, SwitchField } from '../../shared/Field';
import styles from './question.module.css';

type BoxOffice = Omit<Extract<Task, { kind: 'box-office' }>, 'kind'>;
type Revenue = Omit<Extract<Task, { kind: 'revenue' }>, 'kind'>;

export function BoxOfficeOptions({
  value,
  onChange,
}: {
  value: BoxOffice;
  onChange: (change: Partial<BoxOffice>) => void;
}) {
  return (
    <div className={styles.options}>
      <NumberField
        label="Counts as paid when revenue ÷ budget is at least"
        value={value.threshold}
        min={0.01}
        max={1000}
        step={0.1}
        onChange={(threshold) => onChange({ threshold })}
      />
      <SwitchField
        label="Leave out films whose budget or revenue is 0"
        hint="In this table, 0 usually means that the figure is unknown."
        checked={value.leaveOutZero}
        onChange={(leaveOutZero) => onChange({ leaveOutZero })}
      />
      <Implausible value={value} onChange={onChange} />
    </div>
  );
}

/** A revenue of 0 has no logarithm, so such films are always left out. */
export function RevenueOptions({
  value,
  onChange,
}: {
  value: Revenue;
  onChange: (change: Partial<Revenue>) => void;
}) {
  return (
    <div className={styles.options}>
      <Implausible value={value} onChange={onChange} />
    </div>
  );
}

function Implausible({ value, onChange }: { value: Revenue; onChange: (change: Partial<Revenue>) => void }) {
  return (
    <>
      <SwitchField
        label="Leave out implausibly small sums"
        hint="Such as 7 or 30: probably meant as millions, or typing errors."
        checked={value.leaveOutImplausible}
        onChange={(leaveOutImplausible) => onChange({ leaveOutImplausible })}
      />
      <NumberField
        label="Implausible below"
        value={value.implausiblyBelow}
        min={0}
        step={100}
        unit="$"
        onChange={(implausiblyBelow) => onChange({ implausiblyBelow })}
      />
    </>
  );
}
