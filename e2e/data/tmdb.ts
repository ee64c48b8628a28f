/**
 * Stands in for TMDb's image server, over https as the page asks for it: a socket that speaks TLS with a
 * certificate of its own and passes everything on to a server that misbehaves on request.
 */
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { PosterServer } from '../../src/core/fetch/testing/poster-server';
import { selfSigned } from './certificate';

export const TMDB_HOST = 'image.tmdb.org';

export interface FakeTmdb {
  posters: PosterServer;
  /** Chromium's flags that lead the host here. */
  flags: string[];
  stop(): Promise<void>;
}

export async function startTmdb(): Promise<FakeTmdb> {
  const posters = await PosterServer.start();
  const port = Number(new URL(posters.base).port);
  const open = new Set<Socket>();
  const front = createServer(selfSigned(TMDB_HOST), (outer) => {
    const inner = connect(port, '127.0.0.1');
    for (const socket of [outer, inner]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      // a cut connection is what some answers are about
      socket.on('error', () => {});
    }
    outer.pipe(inner).pipe(outer);
    inner.on('close', () => outer.destroy());
    outer.on('close', () => inner.destroy());
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port: frontPort } = front.address() as AddressInfo;
  return {
    posters,
    flags: [`--host-resolver-rules=MAP ${TMDB_HOST} 127.0.0.1:${frontPort}`, '--ignore-certificate-errors'],
    stop: async () => {
      for (const socket of open) socket.destroy();
      front.close();
      await posters.stop();
    },
  };
}
