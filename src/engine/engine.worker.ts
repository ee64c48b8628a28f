/** The engine worker: the one place of the page where tensors live. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { configureWasm } from '../ml/backends/wasm';
import { Engine } from './engine/engine';
import type { EngineApi } from './protocol';
import { serve } from './rpc';

configureWasm({ plain, simd, threadedSimd });
// in a worker's scope `self` is the port to the page
serve<EngineApi>(self, new Engine().implementation());
