/** The notices that TMDb requires from everyone who uses its data and images. */

/** https://developer.themoviedb.org/docs/faq: the required notice, word for word. */
export const TMDB_NOTICE = 'This product uses the TMDB API but is not endorsed or certified by TMDB.';

/** Notice and source, to be shown wherever films or posters come from TMDb. */
export const TMDB_ATTRIBUTION = `Film data and posters courtesy of TMDB (themoviedb.org). ${TMDB_NOTICE}`;

/** TMDb's image server; append a film's poster path. Width 185 pixels. */
export const TMDB_POSTER_BASE = 'https://image.tmdb.org/t/p/w185';
