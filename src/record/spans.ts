/** Where something stands in a file; both count from 1, columns in UTF-16 code units as editors do. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Keys and list indices from the top of a file down to one of its values. */
export type Path = readonly PropertyKey[]

/**
 * Where the values of a parsed file stand. A path that the file does not hold (a default, a missing field) is answered with
 * the place of its nearest ancestor, so that there is always somewhere to jump to.
 */
export interface Spans {
  /** Start of the value at `path`. */
  value(path: Path): Position
  /** Start of the key at `path`; for an item of a list, and for the top, the start of the value. */
  key(path: Path): Position
}
