/** Which column fills which field. Changes are applied together: the table is read again once. */
import { useState } from 'react';
import { FILM_FIELDS, type ColumnMapping } from '../../core/films/film';
import type { DatasetSummary } from '../../workers/protocol';
import { setMapping } from '../../state/dataset';
import { Button } from '../shared/Button';
import { SelectField } from '../shared/Field';
import { Section } from '../shared/Section';
import styles from './data.module.css';
import { FIELD_HINTS, FIELD_NAMES } from './words';
import { controlId } from '../../core/places';
import { perform } from '../../state/perform';

function sameMapping(a: ColumnMapping, b: ColumnMapping): boolean {
  return FILM_FIELDS.every((field) => a[field] === b[field]);
}

export function MappingEditor({ table }: { table: NonNullable<DatasetSummary['table']> }) {
  const [mapping, edit] = useState(table.mapping);
  const changed = !sameMapping(mapping, table.mapping);
  const options = [
    { value: '', label: 'No column' },
    ...table.columns.map((column) => ({ value: column, label: column })),
  ];
  return (
    <Section
      title="Columns"
      level={3}
      id={controlId('mapping')}
      hint={`Which column fills which field.${table.known ? ` This is ${table.known}.` : ''} The table was read with ${table.dialect}.`}
      actions={
        <>
          {changed && (
            <Button size="small" variant="quiet" onClick={() => edit(table.mapping)}>
              Revert
            </Button>
          )}
          <Button
            size="small"
            variant="primary"
            waitsFor={changed ? null : 'nothing has been changed'}
            onClick={() => perform(() => setMapping(mapping))}
          >
            Apply
          </Button>
        </>
      }
    >
      <div className={styles.mapping}>
        {FILM_FIELDS.map((field) => (
          <SelectField
            key={field}
            inline
            label={FIELD_NAMES[field]}
            hint={FIELD_HINTS[field]}
            value={mapping[field] ?? ''}
            options={options}
            onChange={(column) =>
              edit((now) => {
                const next = { ...now, [field]: column };
                if (column === '') delete next[field];
                return next;
              })
            }
          />
        ))}
      </div>
    </Section>
  );
}
