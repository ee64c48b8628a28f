/** Entry point of the data worker: one state, served to the page and, through `attach`, to the compute worker. */
import { dataApi } from './api';
import { newState } from './state';
import type { DataApi } from '../protocol';
import { reportUnhandled, serve } from '../rpc';

// in a worker's scope `self` is the port to the page
reportUnhandled(self);
serve<DataApi>(self, dataApi(newState()));
