/** Downloads one of the data set's lists as CSV. */
import { useState } from 'react';
import { toReport, type ErrorReport } from '../../core/errors';
import type { ListId } from '../../workers/protocol';
import { listCsv } from '../../state/dataset';
import { Button } from '../shared/Button';
import { downloadBlob } from '../shared/download';
import { ErrorNotice } from '../shared/Notice';
import { LIST_FILES } from './words';
import { perform } from '../../state/perform';

export interface ListButtonProps {
  list: ListId;
  /** What is in the list, for assistive technology. */
  label: string;
  /** Nothing to download. */
  empty?: boolean;
  children?: string;
}

export function ListButton({ list, label, empty, children = 'CSV' }: ListButtonProps) {
  const [error, setError] = useState<ErrorReport | null>(null);
  const save = async () => {
    try {
      setError(null);
      downloadBlob(await listCsv(list), LIST_FILES[list]);
    } catch (thrown) {
      setError(toReport(thrown));
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon="download"
        aria-label={`Download ${label} as CSV`}
        waitsFor={empty ? 'the list is empty' : null}
        onClick={() => perform(save)}
      >
        {children}
      </Button>
      {error && <ErrorNotice error={error} onDismiss={() => setError(null)} />}
    </>
  );
}
