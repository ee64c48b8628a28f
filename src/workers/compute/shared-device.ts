/**
 * The one device on which tensors live. Work that must stay on it holds it; meanwhile whoever asks for another
 * one gets the one that is held.
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

  /** What there is, and which one `auto` takes. */
  async report(): Promise<{ found: BackendReport[]; chosen: DeviceInfo }> {
    const found = await findBackends();
    return { found, chosen: decideBackend(found, 'auto') };
  }

  /**
   * The device for this choice, started, and kept until `release` is called. It is the same object as long as nothing
   * was started anew: what lies on it may go by that.
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
