/** What the page answers. */
import type { CheckResult } from '../../src/ml/testing/checks/check';

export interface Report {
  /** What the backend says that it runs on. */
  device: string;
  isolated: boolean;
  /** Into how many chunks each WASM kernel was cut at most; empty on WebGPU. */
  chunks: Record<string, number>;
  results: CheckResult[];
}
