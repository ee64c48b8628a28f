/** What to compute on: the automatic choice and its reason, every backend found here, and the person's choice. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { BackendChoice, BackendReport } from '../../workers/protocol';
import { backends, readBackends } from '../../state/backends';
import { settings } from '../../state/settings';
import { backendTitle, deviceText } from '../../state/device-text';
import { Badge, ErrorNotice, Section, SelectField } from '../shared';
import styles from './train.module.css';
import { perform } from '../../state/perform';

export function BackendSettings() {
  const { status, found, chosen, error } = useStore(backends);
  const backend = useStore(settings, (state) => state.backend);
  useEffect(() => perform(readBackends), []);
  const options: { value: BackendChoice; label: string; disabled?: boolean }[] = [
    { value: 'auto', label: chosen ? `Automatic: ${backendTitle(chosen.backend)}` : 'Automatic' },
    ...found.map((one) => ({
      value: one.backend,
      label: one.available ? backendTitle(one.backend) : `${backendTitle(one.backend)} (not available)`,
      disabled: !one.available,
    })),
  ];
  return (
    <Section title="Backend" level={3}>
      <SelectField
        label="Compute on"
        id="backend"
        value={backend}
        options={options}
        onChange={(choice) => settings.setState({ backend: choice })}
        hint={
          status === 'reading' ? 'Checking what this machine has …' : reasonOf(backend, chosen?.reason, found)
        }
      />
      {error && <ErrorNotice error={error} onRetry={() => perform(readBackends)} />}
      {found.length > 0 && (
        <details className={styles.details}>
          <summary>All backends on this machine</summary>
          <ul className={styles.backends}>
            {found.map((one) => (
              <li key={one.backend}>
                <strong>{one.available ? deviceText(one) : backendTitle(one.backend)}</strong>
                {one.software && <Badge kind="warning">software</Badge>}
                <p>{one.reason}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function reasonOf(choice: BackendChoice, automatic: string | undefined, found: readonly BackendReport[]) {
  return choice === 'auto' ? automatic : found.find((one) => one.backend === choice)?.reason;
}
