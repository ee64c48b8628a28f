/**
 * Watches a GPU device for failures. WebGPU reports errors apart from the call that caused them, and often the only
 * other signs are zeros or a promise that never settles. The first failure is kept here, worded for the user.
 */
import { OnesheetError } from '../../core/errors';

export interface DeviceWatch {
  /** The first failure; null while there is none. */
  readonly failure: OnesheetError | null;
  /** Resolves at the first failure. Never rejects. */
  readonly lost: Promise<OnesheetError>;
  /** @throws OnesheetError `device-lost`, `out-of-memory` or `unexpected` if the device has failed. */
  check(): void;
  /**
   * The error to throw for one that was caught while the device was in use: the device's failure if it has one (it may
   * be reported a moment after the error that it caused), otherwise the error itself.
   */
  explain(cause: unknown): Promise<unknown>;
  /** Call before destroying the device on purpose, so that this does not count as a failure. */
  retire(): void;
}

/** How long to wait for a failure to be reported after the call that ran into it. */
const TOLD_WITHIN_MS = 50;

const SMALLER = 'Take a smaller batch, smaller images, mixed precision, or train fewer stages.';

/** The device lost its connection, crashed, or was taken away. */
export function deviceLost(info: Pick<GPUDeviceLostInfo, 'reason' | 'message'>): OnesheetError {
  return new OnesheetError(
    'device-lost',
    'The graphics processor stopped answering: the browser or the driver has taken it away.',
    `Start again; the studio begins on a fresh device. If it comes back: ${SMALLER[0].toLowerCase()}${SMALLER.slice(1)}`,
    { cause: `${info.reason}: ${info.message}` },
  );
}

/** The device has no memory for a tensor. */
export function outOfMemory(cause: string): OnesheetError {
  return new OnesheetError('out-of-memory', 'The graphics processor has no memory left for this.', SMALLER, {
    cause,
    where: { workspace: 'train', control: 'batch-size' },
  });
}

/** What browsers and Dawn report if a tensor exceeds the device's limits or an upload finds no memory. */
const TOO_LARGE =
  /max(imum)?\s?(buffer|storage buffer|binding)\s?(binding\s?)?size|createBuffer.*(failed|too large)/i;

function failureOf(error: GPUError): OnesheetError {
  // in Node the class may come from another module, so the name is compared
  const full = error.constructor.name === 'GPUOutOfMemoryError' || TOO_LARGE.test(error.message);
  if (full) return outOfMemory(error.message);
  return new OnesheetError(
    'unexpected',
    'The graphics processor refused a command.',
    'Take another backend, and report this with the cause below.',
    { cause: error.message },
  );
}

/** Starts watching a device. */
export function observeDevice(device: GPUDevice): DeviceWatch {
  let failure: OnesheetError | null = null;
  let retired = false;
  let tell: (failure: OnesheetError) => void = () => {};
  const lost = new Promise<OnesheetError>((resolve) => {
    tell = resolve;
  });
  const fail = (next: OnesheetError) => {
    if (failure || retired) return;
    failure = next;
    tell(next);
  };
  device.addEventListener('uncapturederror', (event) => {
    // otherwise the browser would also write it to the console
    event.preventDefault();
    fail(failureOf(event.error));
  });
  void device.lost.then((info) => fail(deviceLost(info)));
  return {
    get failure() {
      return failure;
    },
    lost,
    check() {
      if (failure) throw failure;
    },
    async explain(cause) {
      if (cause instanceof RangeError && TOO_LARGE.test(cause.message)) fail(outOfMemory(cause.message));
      if (!failure) await new Promise((resolve) => setTimeout(resolve, TOLD_WITHIN_MS));
      return failure ?? cause;
    },
    retire() {
      retired = true;
    },
  };
}
