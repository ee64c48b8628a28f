/** Exports a run's model in a given format. */
import { OnesheetError } from '../../core/errors';
import { uncounted, type Progress } from '../../core/progress';
import type { Trained } from '../../core/run/trained';
import type { ExportFormatId } from '../../core/run/export-formats';
import type { Run } from '../../core/run/run';
import { BUNDLED } from '../../ml/backbones/bundled';
import { FORMATS } from '../../ml/formats/formats';
import { modelCard } from '../../ml/formats/model-card';
import type { ModelParts } from '../../ml/formats/portable-model';
import { parseSafetensors } from '../../ml/weights/safetensors';
import type { BackboneCache } from './weights/backbone-cache';

/** @throws OnesheetError `run-missing` if the run ended before it had a model; `fetch-failed`. */
export async function exportModel(
  run: Run,
  trained: Trained | null,
  format: ExportFormatId,
  backbones: BackboneCache,
  report: (progress: Progress) => void,
): Promise<Blob> {
  if (!trained)
    throw new OnesheetError(
      'run-missing',
      'This run ended before its first epoch did, so it has no model.',
      'Export another run, or train again.',
      { where: { workspace: 'export' } },
    );
  const { id } = run.recipe.backbone;
  report(uncounted('Loading the backbone'));
  const parts = await partsOf(trained, () => backbones.file(id));
  report(uncounted('Writing the model'));
  return FORMATS[format].write({
    recipe: run.recipe,
    heads: run.heads,
    parts,
    card: modelCard(run, BUNDLED[id].facts),
    createdAt: run.createdAt,
    software: run.software,
  });
}

async function partsOf(trained: Trained, file: () => Promise<ArrayBuffer>): Promise<ModelParts> {
  if (trained.kind === 'head')
    return { kind: 'head', backbone: parseSafetensors(await file()), head: trained.head };
  const tensors = [...trained.tensors].map(
    ([name, tensor]) => [name, { dtype: 'F32' as const, ...tensor }] as const,
  );
  return { kind: 'network', weights: new Map(tensors) };
}
