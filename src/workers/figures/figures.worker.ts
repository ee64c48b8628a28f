/**
 * The figures worker: what Evaluate and Compare show of stored predictions. It stands by itself, so that it holds up
 * neither the decoding of posters nor training, and neither holds it up.
 */
import type { FiguresApi } from '../protocol';
import { reportUnhandled, serve } from '../rpc';
import { figuresApi } from './api';

// in a worker's scope `self` is the port to the page
reportUnhandled(self);
serve<FiguresApi>(self, figuresApi);
