/** What the page calls itself in runs and model cards. */
import { version } from '../../package.json';

export const SOFTWARE = `Onesheet ${version}`;
