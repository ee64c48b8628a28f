/** How the table was read: each trait with what spoke for it, and the other readings to choose from. */
import { DIALECT, DIALECT_TRAITS, dialectName, type DialectTrait } from '../../core/films/dialect';
import { useStore } from 'zustand';
import { controlId } from '../../core/places';
import { setMapping } from '../../state/dataset';
import { isUnderWay, jobs } from '../../state/jobs';
import { perform } from '../../state/perform';
import type { DatasetSummary } from '../../workers/protocol';
import { SelectField } from '../shared/Field';
import { Section } from '../shared/Section';
import styles from './data.module.css';
import { findingText } from './dialect-words';

type Table = NonNullable<DatasetSummary['table']>;

/** Traits on which the header's own reading depends. */
const NAMES_COLUMNS: readonly DialectTrait[] = ['encoding', 'delimiter', 'quoting'];

export function DialectEditor({ table }: { table: Table }) {
  return (
    <Section
      title="How the table was read"
      level={3}
      id={controlId('dialect')}
      hint="Judged over all rows. A choice of your own reads the table again."
    >
      <div className={styles.mapping}>
        {DIALECT_TRAITS.map((trait) => (
          <Trait key={trait} trait={trait} table={table} />
        ))}
      </div>
    </Section>
  );
}

function Trait({ trait, table }: { trait: DialectTrait; table: Table }) {
  // a second choice would be made of a reading that is being replaced
  const busy = useStore(jobs, ({ list }) => list.some((job) => isUnderWay(job) && job.workspace === 'data'));
  const findings = table.findings.filter((finding) => finding.trait === trait);
  const chosen = table.choice[trait];
  const judged = findings.map(({ value }) => dialectName(trait, value));
  const options = [
    {
      value: '',
      label: chosen || judged.length === 0 ? 'As judged' : `As judged: ${[...new Set(judged)].join('; ')}`,
    },
    ...Object.entries(DIALECT[trait].choices).map(([value, label]) => ({ value, label })),
  ];
  const choose = (value: string) => {
    const choice = { ...table.choice, [trait]: value };
    if (value === '') delete choice[trait];
    // another encoding or other cells give the columns other names: they are recognised again
    return setMapping(NAMES_COLUMNS.includes(trait) ? null : table.mapping, choice);
  };
  return (
    <SelectField
      inline
      label={DIALECT[trait].title}
      hint={findings.length > 0 ? findings.map(findingText).join(' ') : 'Makes no difference in this table.'}
      value={chosen ?? ''}
      options={options.map((option) => ({ ...option, disabled: busy }))}
      onChange={(value) => perform(() => choose(value))}
    />
  );
}
