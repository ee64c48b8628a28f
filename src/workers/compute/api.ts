/** The compute worker's API over one explicit state. */
import { summaryOf } from '../../core/run/run';
import { FORMATS } from '../../ml/formats/formats';
import type { ComputeApi } from '../protocol';
import type { Implementation } from '../rpc';
import { exportModel } from './export-model';
import { busy, type ComputeState } from './state';
import { markInterrupted } from './train/run-lock';

/** The API over a state. */
export function computeApi(state: ComputeState): Implementation<ComputeApi> {
  return {
    attach: ({ data, base }) => {
      state.attach(data, base);
      return null;
    },
    backends: () => state.device.report(),
    train: (args, context) => state.train(args, context),
    findLearningRate: (args, context) => state.findLearningRate(args, context),
    pause: () => {
      state.current?.gate?.shut();
      return null;
    },
    resume: () => {
      state.current?.gate?.open();
      return null;
    },
    unreadableRuns: async () => (await state.store()).unreadable(),
    runs: async () => markInterrupted(await (await state.store()).list(), state.current?.id ?? null),
    run: async ({ id }) => {
      const { run } = await (await state.store()).get(id);
      const [marked] = await markInterrupted([run], state.current?.id ?? null);
      return marked;
    },
    deleteRun: async ({ id }) => {
      if (state.current?.id === id) throw busy('This run is still being trained.');
      await (await state.store()).delete(id);
      return null;
    },
    renameRun: async ({ id, title }) => {
      const store = await state.store();
      const summary = summaryOf((await store.get(id)).run);
      await store.putSummary({ ...summary, recipe: { ...summary.recipe, title } });
      return null;
    },
    exportModel: async ({ id, format }, { emit }) => {
      const { run, trained } = await (await state.store()).get(id);
      return exportModel(run, trained, format, state.attached().backbones, emit);
    },
    listModel: ({ file, format }) => FORMATS[format].list(file),
    openModel: ({ file, backend }) => state.model.open(file, backend),
    predict: ({ posters }, context) => state.model.predict(posters, state.attached().data, context),
    weights: () => state.weights.list(),
    addWeights: ({ input }, { signal, emit }) => state.weights.add(input, { signal, report: emit }),
    removeWeights: async ({ id }) => {
      await state.weights.remove(id);
      return null;
    },
    hubSize: ({ hub }, { signal, emit }) => state.weights.hubSize(hub, { signal, report: emit }),
    fetchHub: ({ hub }, { signal, emit }) => state.weights.fetchHub(hub, { signal, report: emit }),
  };
}
