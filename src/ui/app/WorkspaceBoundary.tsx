/** Contains the failure of a workspace: the rail, the run bar and the work under way continue. */
import { Component, type ReactNode } from 'react';
import { toReport, type ErrorReport } from '../../core/errors';
import { ErrorNotice } from '../shared/Notice';

interface Props {
  children: ReactNode;
}

export class WorkspaceBoundary extends Component<Props, { error: ErrorReport | null }> {
  override state: { error: ErrorReport | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: toReport(error) };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <div style={{ padding: 'var(--s5)', maxWidth: 640 }}>
        <ErrorNotice error={this.state.error} onRetry={() => this.setState({ error: null })} />
      </div>
    );
  }
}
