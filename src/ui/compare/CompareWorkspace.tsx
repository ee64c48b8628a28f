/** The Compare workspace. */
import { EmptyState } from '../shared/EmptyState';

export default function CompareWorkspace() {
  return (
    <EmptyState title="Compare is not here yet" icon="compare">
      This workspace is being built.
    </EmptyState>
  );
}
