/** Replaces TMDb's image server, over https as in the page: a server that misbehaves on request. */
import { PosterServer } from '../../src/core/fetch/testing/poster-server';
import { startTlsFront } from './tls-front';

export const TMDB_HOST = 'image.tmdb.org';

export interface FakeTmdb {
  posters: PosterServer;
  /** Chromium flags that redirect the host here. */
  flags: string[];
  stop(): Promise<void>;
}

export async function startTmdb(): Promise<FakeTmdb> {
  const posters = await PosterServer.start();
  const front = await startTlsFront([TMDB_HOST], Number(new URL(posters.base).port));
  return {
    posters,
    flags: front.flags,
    stop: async () => {
      front.stop();
      await posters.stop();
    },
  };
}
