/**
 * The one device on which tensors live. Work that must stay on it holds it; requests for another backend meanwhile get
 * the device that is held.
 */
import type { BackendChoice, BackendReport, DeviceInfo } from '../../core/run/run';
import { chooseBackend, findBackends } from '../../ml/backends/backends';
import { decideBackend } from '../../ml/backends/decide';
import { watchDevice } from '../../ml/backends/webgpu-device';
import { SerialQueue } from '../../core/serial-queue';

export class SharedDevice {
  private current: { choice: BackendChoice; device: DeviceInfo } | null = null;
  private holders = 0;
  private readonly queue = new SerialQueue();

  /** The backends found, and the one that `auto` chooses. */
  async report(): Promise<{ found: BackendReport[]; chosen: DeviceInfo }> {
    const found = await findBackends();
    return { found, chosen: decideBackend(found, 'auto') };
  }

  /**
   * Starts the device for this choice and keeps it until `release` is called. The object stays the same until the
   * device is restarted, so it can identify what was put on it.
   * @throws OnesheetError `backend-unavailable`.
   */
  async hold(choice: BackendChoice): Promise<{ device: DeviceInfo; release: () => void }> {
    const device = await this.queue.do(async () => {
      const started = await this.start(choice);
      this.holders++;
      return started;
    });
    let held = true;
    return {
      device,
      release: () => {
        if (held) this.holders--;
        held = false;
      },
    };
  }

  private async start(choice: BackendChoice): Promise<DeviceInfo> {
    const failed = this.current?.device.backend === 'webgpu' && watchDevice()?.failure;
    const stays = this.holders > 0 || this.current?.choice === choice;
    if (this.current && stays && !failed) return this.current.device;
    const device = await chooseBackend(choice);
    this.current = { choice, device };
    return device;
  }
}
