/**
 * Decides which backend to use, and says why: the user's choice comes first, then hardware before software, then
 * faster before slower.
 */
import { OnesheetError } from '../../core/errors';
import type { BackendChoice, BackendName, BackendReport, DeviceInfo } from '../../core/run/run';

/** Names as shown to the user. */
export const BACKEND_TITLES: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'Plain JavaScript',
};

/**
 * @param found From fastest to slowest.
 * @throws OnesheetError `backend-unavailable` if the requested backend, or every one, cannot be used.
 */
export function decideBackend(found: readonly BackendReport[], choice: BackendChoice): DeviceInfo {
  return choice === 'auto' ? decideAlone(found) : decideAsked(found, choice);
}

function decideAlone(found: readonly BackendReport[]): DeviceInfo {
  const taken = found.find((report) => report.available && !report.software);
  if (!taken)
    throw new OnesheetError(
      'backend-unavailable',
      'This browser can run no network: it has neither WebGPU, WebGL, WASM nor JavaScript tensors.',
      'Take another browser, or a newer one.',
    );
  const title = BACKEND_TITLES[taken.backend];
  const passedOver = found.slice(0, found.indexOf(taken)).map((report) => withoutStop(report.reason));
  const reason = passedOver.length
    ? `${title} is the fastest that can be used here: ${passedOver.join('; ')}.`
    : `${title} has a hardware adapter, which is the fastest that a browser offers.`;
  return { backend: taken.backend, device: taken.device, reason };
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function decideAsked(found: readonly BackendReport[], choice: BackendName): DeviceInfo {
  const title = BACKEND_TITLES[choice];
  const report = found.find(({ backend }) => backend === choice);
  if (!report?.available)
    throw new OnesheetError(
      'backend-unavailable',
      `${title} cannot be used on this machine: ${report?.reason ?? 'it was not found.'}`,
      'Leave the choice of backend to the studio, or take another one.',
    );
  const reason = report.software
    ? `${title} was asked for, though its renderer is a software one and slower than WASM.`
    : `${title} was asked for.`;
  return { backend: choice, device: report.device, reason };
}
