/** The Predict workspace. */
import { EmptyState } from '../shared/EmptyState';

export default function PredictWorkspace() {
  return (
    <EmptyState title="Predict is not here yet" icon="predict">
      This workspace is being built.
    </EmptyState>
  );
}
