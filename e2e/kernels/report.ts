/** The page's report. */
import type { CheckResult } from '../../src/ml/testing/checks/check';

export interface Report {
  /** The device as named by the backend. */
  device: string;
  isolated: boolean;
  /** The maximum number of chunks of each WASM kernel; empty on WebGPU. */
  chunks: Record<string, number>;
  results: CheckResult[];
}
