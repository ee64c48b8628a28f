/** The Data workspace. */
import { EmptyState } from '../shared/EmptyState';

export default function DataWorkspace() {
  return (
    <EmptyState title="Data" icon="data">
      Waits for a table or posters.
    </EmptyState>
  );
}
