/**
 * Where a network's initial weights come from. Recipes identify weights so that the same ones can be loaded again:
 * those on this machine by hash, those on the Hugging Face hub by repository, file and revision.
 */
import { z } from 'zod';
import { hubFileSchema } from '../backbones/hub-file';

/** SHA-256, hex. */
const SHA256 = /^[0-9a-f]{64}$/;

export const weightsSourceSchema = z
  .discriminatedUnion('kind', [
    /** The network that ships with the page. */
    z.strictObject({ kind: z.literal('bundled') }),
    z.strictObject({ kind: z.literal('hub'), ...hubFileSchema.shape }),
    z.strictObject({
      kind: z.literal('file'),
      /** Name of the person's file. */
      name: z.string().min(1).max(500),
      /** Hash of the file as given; null until a file has been given. */
      sha256: z.string().regex(SHA256).nullable().default(null),
    }),
    /** None: the network is trained from scratch. */
    z.strictObject({ kind: z.literal('random') }),
  ])
  .default({ kind: 'bundled' });
export type WeightsSource = z.infer<typeof weightsSourceSchema>;

/** One line for people: "timm/resnet18.tv_in1k", "mobilenet.h5". */
export function weightsSourceText(source: WeightsSource): string {
  switch (source.kind) {
    case 'bundled':
      return 'the bundled weights';
    case 'hub':
      return source.revision === 'main' ? source.repo : `${source.repo} at ${source.revision}`;
    case 'file':
      return source.name;
    default:
      return 'random weights';
  }
}
