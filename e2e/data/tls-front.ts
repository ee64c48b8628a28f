/**
 * Replaces hosts that are reached over https: a socket that speaks TLS with a certificate of its own and forwards
 * everything to a local server.
 */
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { selfSigned } from './certificate';

export interface TlsFront {
  /** Chromium flags that redirect the hosts here. */
  flags: string[];
  stop(): void;
}

/** @param port of the server that answers. */
export async function startTlsFront(hosts: readonly string[], port: number): Promise<TlsFront> {
  const open = new Set<Socket>();
  const front = createServer(selfSigned(hosts[0]), (outer) => {
    const inner = connect(port, '127.0.0.1');
    for (const socket of [outer, inner]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      // some answers are cut connections
      socket.on('error', () => {});
    }
    outer.pipe(inner).pipe(outer);
    inner.on('close', () => outer.destroy());
    outer.on('close', () => inner.destroy());
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port: frontPort } = front.address() as AddressInfo;
  const rules = hosts.map((host) => `MAP ${host} 127.0.0.1:${frontPort}`).join(',');
  return {
    flags: [`--host-resolver-rules=${rules}`, '--ignore-certificate-errors'],
    stop: () => {
      for (const socket of open) socket.destroy();
      front.close();
    },
  };
}
