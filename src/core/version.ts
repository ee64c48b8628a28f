/** The page's name and version, as stored in runs and model cards. */
import { version } from '../../package.json';

export const SOFTWARE = `Onesheet ${version}`;
