/**
 * The figures worker: computes what Evaluate and Compare show of stored predictions. It is a worker of its own, so that
 * figures, decoding and training do not block each other.
 */
import type { FiguresApi } from '../protocol';
import { reportUnhandled, serve } from '../rpc';
import { figuresApi } from './api';

// in a worker's scope `self` is the port to the page
reportUnhandled(self);
serve<FiguresApi>(self, figuresApi);
