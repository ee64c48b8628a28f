/** Posters dropped for prediction: kept apart from the data set, with keys of their own. */
import { throwIfStopped } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import { ProgressMeter, type Progress } from '../../core/progress';
import type { PosterSource } from '../../images/poster';
import type { OpenInput } from '../protocol';

const PREFIX = 'loose:';

export class PostersToPredict {
  private readonly posters = new Map<string, PosterSource>();
  private opened = 0;

  get(key: string): PosterSource | null {
    return this.posters.get(key) ?? null;
  }

  /** Adds posters and returns their keys. Those of earlier calls are removed unless `add` is set. */
  async open(
    { input, add = false }: { input: OpenInput; add?: boolean },
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<{ posters: { key: string; file: string }[]; problems: Problem[] }> {
    const meter = new ProgressMeter('Reading the files', 'files', null, onProgress);
    const { ingest } = await import('./ingest');
    const found = await ingest(input, (count) => meter.add(count), signal);
    throwIfStopped(signal);
    if (!add) this.posters.clear();
    const batch = ++this.opened;
    const taken = found.posters.map((poster, index) => ({ key: `${PREFIX}${batch}:${index}`, poster }));
    for (const { key, poster } of taken) this.posters.set(key, poster);
    return {
      posters: taken.map(({ key, poster }) => ({ key, file: poster.path })),
      problems: [
        ...found.problems,
        ...found.tables.map((table) => ({
          kind: 'file-unsupported',
          line: null,
          file: table.path,
          reason: 'A table is not a poster.',
          found: '',
        })),
      ],
    };
  }
}
