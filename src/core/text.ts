/** Words that depend on a number, for sentences in core and in the page. */

/** The noun that belongs to a count: "film" for 1, "films" for all others. */
export function noun(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** A count with its noun: "1 film", "45,466 films". */
export function counted(count: number, one: string, many?: string): string {
  return `${count.toLocaleString('en')} ${noun(count, one, many)}`;
}
