/** The compute worker: the only place in the page where tensors live. */
import { configureWasm } from '../../ml/backends/wasm';
import { computeApi } from './api';
import type { ComputeApi } from '../protocol';
import { reportUnhandled, serve } from '../rpc';
import { ComputeState } from './state';
import { WASM_FILES } from './wasm-files';

configureWasm(WASM_FILES);
// in a worker's scope `self` is the port to the page
reportUnhandled(self);
serve<ComputeApi>(self, computeApi(new ComputeState()));
