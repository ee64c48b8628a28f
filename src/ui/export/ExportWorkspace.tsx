/** The Export workspace. */
import { EmptyState } from '../shared/EmptyState';

export default function ExportWorkspace() {
  return (
    <EmptyState title="Export is not here yet" icon="export">
      This workspace is being built.
    </EmptyState>
  );
}
