/** What is stored on this machine, and a button to delete what can be made again. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { clearCaches, readStorageUse, storageUse, type StorageUse } from '../../state/storage-use';
import { Button, Dialog, ErrorNotice, format, Notice, Section } from '../shared';
import styles from './export.module.css';
import { perform } from '../../state/perform';

const KINDS: readonly { key: keyof StorageUse; title: string }[] = [
  { key: 'runs', title: 'Runs: weights and predictions' },
  { key: 'weights', title: 'Pretrained weights' },
  { key: 'features', title: 'Features, cached' },
  { key: 'pixels', title: 'Prepared posters, cached' },
  { key: 'posters', title: 'Fetched posters' },
];

export function Storage() {
  const { use, notice, clearing, error } = useStore(storageUse);
  const [asking, setAsking] = useState(false);
  useEffect(() => perform(readStorageUse), []);
  return (
    <Section
      title="On this machine"
      actions={
        <Button
          size="small"
          icon="trash"
          onClick={() => setAsking(true)}
          waitsFor={clearing ? 'The caches are being cleared.' : null}
        >
          Clear caches
        </Button>
      }
    >
      {error && <ErrorNotice error={error} onRetry={() => perform(readStorageUse)} />}
      {notice && (
        <Notice kind="warning" title={notice.message}>
          {notice.advice}
        </Notice>
      )}
      {use && (
        <>
          <ul className={styles.files} aria-label="What the page keeps on this machine">
            {KINDS.map(({ key, title }) => (
              <li key={key}>
                <span>{title}</span>
                <span>{format.bytes(use[key])}</span>
              </li>
            ))}
          </ul>
          <p className={styles.quiet}>
            {use.quota > 0 && `The browser allows ${format.bytes(use.quota)}. `}None of it leaves this
            machine.
          </p>
        </>
      )}
      {asking && <ClearDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}

function ClearDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Clear the caches?" onClose={onClose}>
      <div className={styles.other}>
        <p>
          Prepared posters and features are recomputed when they are next needed; fetched posters must be
          fetched again. Runs and models are kept.
        </p>
        <div className={styles.bar} style={{ justifyContent: 'end' }}>
          <Button onClick={onClose}>Keep them</Button>
          <Button
            variant="danger"
            icon="trash"
            onClick={() => {
              onClose();
              perform(clearCaches);
            }}
          >
            Clear
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
