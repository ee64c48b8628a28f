/** The Train workspace. */
import { EmptyState } from '../shared/EmptyState';

export default function TrainWorkspace() {
  return (
    <EmptyState title="Train is not here yet" icon="train">
      This workspace is being built.
    </EmptyState>
  );
}
