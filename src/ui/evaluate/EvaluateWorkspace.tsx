/** The Evaluate workspace. */
import { EmptyState } from '../shared/EmptyState';

export default function EvaluateWorkspace() {
  return (
    <EmptyState title="Evaluate is not here yet" icon="evaluate">
      This workspace is being built.
    </EmptyState>
  );
}
