/** The Prepare workspace. */
import { EmptyState } from '../shared/EmptyState';

export default function PrepareWorkspace() {
  return (
    <EmptyState title="Prepare" icon="prepare">
      Waits for posters.
    </EmptyState>
  );
}
