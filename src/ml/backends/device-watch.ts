/**
 * An eye on a GPU device. What goes wrong on a GPU is told beside the call that caused it, and often only hides as
 * zeros or as a promise that never keeps: the first failure is remembered here, in words for the person.
 */
import { OnesheetError } from '../../core/errors';

export interface DeviceWatch {
  /** The first failure; null while all is well. */
  readonly failure: OnesheetError | null;
  /** Comes at the first failure, and never before. It is never rejected. */
  readonly lost: Promise<OnesheetError>;
  /** @throws OnesheetError `device-lost`, `out-of-memory` or `unexpected` where the device has failed. */
  check(): void;
  /**
   * What to throw for an error that was caught while the device was in use: the device's failure, where it has one
   * (it may be told a moment later than the error that it caused), else the error itself.
   */
  explain(cause: unknown): Promise<unknown>;
  /** The device is about to be ended on purpose: no failure. */
  retire(): void;
}

/** Long enough for a failure to be told after the call that met it. */
const TOLD_WITHIN_MS = 50;

const SMALLER = 'Take a smaller batch, smaller images, mixed precision, or train fewer stages.';

/** The device has lost its connection, crashed, or been taken away. */
export function deviceLost(info: Pick<GPUDeviceLostInfo, 'reason' | 'message'>): OnesheetError {
  return new OnesheetError(
    'device-lost',
    'The graphics processor stopped answering: the browser or the driver has taken it away.',
    `Start again; the studio begins on a fresh device. If it comes back: ${SMALLER[0].toLowerCase()}${SMALLER.slice(1)}`,
    { cause: `${info.reason}: ${info.message}` },
  );
}

/** The device has no room for a tensor. */
export function outOfMemory(cause: string): OnesheetError {
  return new OnesheetError('out-of-memory', 'The graphics processor has no memory left for this.', SMALLER, {
    cause,
    where: { workspace: 'train', control: 'batch-size' },
  });
}

/** What browsers and Dawn say of a tensor beyond the device's limits, or of an upload without room. */
const TOO_LARGE =
  /max(imum)?\s?(buffer|storage buffer|binding)\s?(binding\s?)?size|createBuffer.*(failed|too large)/i;

function failureOf(error: GPUError): OnesheetError {
  // in Node the class may come from elsewhere: its name is what counts
  const full = error.constructor.name === 'GPUOutOfMemoryError' || TOO_LARGE.test(error.message);
  if (full) return outOfMemory(error.message);
  return new OnesheetError(
    'unexpected',
    'The graphics processor refused a command.',
    'Take another backend, and report this with the cause below.',
    { cause: error.message },
  );
}

/** Begins to watch a device. */
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
    // it would be written to the console besides
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
