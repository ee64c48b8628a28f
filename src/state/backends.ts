/** The backends of this machine as found by the compute worker, and which one "automatic" chooses and why. */
import { createStore } from 'zustand/vanilla';
import { toReport, type ErrorReport } from '../core/errors';
import type { DeviceInfo } from '../core/run/run';
import { getStudio } from '../workers/client';
import type { BackendReport } from '../workers/protocol';

export interface BackendsState {
  status: 'unread' | 'reading' | 'ready' | 'failed';
  found: BackendReport[];
  chosen: DeviceInfo | null;
  error: ErrorReport | null;
}

export const backends = createStore<BackendsState>(() => ({
  status: 'unread',
  found: [],
  chosen: null,
  error: null,
}));

/** Asks the compute worker once, and again only after a failure. */
export async function readBackends(): Promise<void> {
  const { status } = backends.getState();
  if (status === 'reading' || status === 'ready') return;
  backends.setState({ status: 'reading', error: null });
  try {
    const { found, chosen } = await getStudio().compute.call('backends', null);
    backends.setState({ status: 'ready', found, chosen });
  } catch (error) {
    backends.setState({ status: 'failed', error: toReport(error) });
  }
}
