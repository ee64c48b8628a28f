/** Replaces the Hugging Face hub and its mirror, over https as in the page. */
import { HubServer } from '../../src/workers/compute/hub/testing/hub-server';
import { startTlsFront } from './tls-front';

export const HUB_HOST = 'huggingface.co';
export const MIRROR_HOST = 'us.aws.cdn.hf.co';

export interface FakeHub {
  hub: HubServer;
  /** Chromium flags that redirect both hosts here. */
  flags: string[];
  stop(): Promise<void>;
}

export async function startHub(): Promise<FakeHub> {
  const hub = await HubServer.start();
  hub.mirror = `https://${MIRROR_HOST}`;
  const front = await startTlsFront([HUB_HOST, MIRROR_HOST], hub.port);
  return {
    hub,
    flags: front.flags,
    stop: async () => {
      front.stop();
      await hub.stop();
    },
  };
}
