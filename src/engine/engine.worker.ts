/** The engine worker: the one place of the page where tensors live. */
import { configureWasm } from '../ml/backends/wasm';
import { Engine } from './engine/engine';
import type { EngineApi } from './protocol';
import { serve } from './rpc';
import { WASM_FILES } from './wasm-files';

configureWasm(WASM_FILES);
// in a worker's scope `self` is the port to the page
serve<EngineApi>(self, new Engine().implementation());
