/** The data worker's entry: one state, served to the page and, over `attach`, to the engine worker. */
import { dataApi } from './data/api';
import { newState } from './data/state';
import type { DataApi } from './protocol';
import { serve } from './rpc';

// in a worker's scope `self` is the port to the page
serve<DataApi>(self, dataApi(newState()));
