export { RATE, RateLimiter } from './rate-limiter';
export { TMDB_ATTRIBUTION, TMDB_NOTICE, TMDB_POSTER_BASE } from './attribution';
export type { BackOff } from './back-off';
export { FAILURE_COLUMNS, failuresCsv } from './failures-table';
export { fetchAll, type FetchAllOptions, type FetchReport } from './fetch-all';
export { nameById, nameByPath, posterJobs, type FailedFetch, type PosterJob } from './poster-job';
export type { PosterCache } from './poster-cache';
export type { Transport, TransportResponse } from './transport';
