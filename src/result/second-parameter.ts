/** The second of two parameters that are swept together. A row has columns for one; the other stands at the end of its `variant`. */
export interface SecondParameter {
  /** What was asked, before it; empty for a cell of the grid. */
  readonly asked: string
  readonly parameter: string
  readonly value: number
}

/** "delta standard = 0.5", or "the upper 95% limit of the hazard ratio reaches 1; delta standard = 0.5". Six significant digits, as in `results.csv`. */
export function withSecondParameter({ asked, parameter, value }: SecondParameter): string {
  const second = `${parameter} = ${Number(value.toPrecision(6))}`
  return asked === '' ? second : `${asked}; ${second}`
}

/** The second parameter of a row of a two-parameter sweep; null for any other row. */
export function secondParameter(variant: string): SecondParameter | null {
  const [, asked = '', parameter, value] = /^(?:(.*); )?([^;=]+) = (-?\d+(?:\.\d+)?(?:e[-+]\d+)?)$/u.exec(variant) ?? []
  return parameter === undefined || value === undefined ? null : { asked, parameter, value: Number(value) }
}
