import { createRequire } from 'node:module'

import { isCell, type Cell, type DataFrame, type FlatRecord } from './data-frame.ts'

interface Danfojs {
  readonly DataFrame: new (
    values: readonly (readonly Cell[])[],
    options: { readonly columns: readonly string[]; readonly dtypes: readonly string[] },
  ) => DataFrame
}

/**
 * Flat records as a danfojs DataFrame. Strings stay as they are ("007" too), numbers stay doubles, the columns keep their order, and
 * `fromDataFrame` gives the same records back. A missing number is NaN in the frame, so that a mean over it is missing and not
 * silently lower; a missing string or truth value is null. danfojs calls every column of numbers "float32" whatever it holds.
 *
 * danfojs-node is an optional peer dependency: it is loaded on the first call. As published it brings tfjs, which downloads a binary
 * when it is installed and does the arithmetic between frames (not the statistics) in float32: 0.1 + 0.2 = 0.30000001. This
 * repository puts a stand-in in its place that computes in doubles, by the `overrides` of its package.json, which npm applies only
 * here.
 *
 * @param rows records with the same fields, each a string, a number (not NaN), a boolean or null
 * @param columns which fields, in which order; all those of the first record when left out, and required when there are no records
 * @throws Error where danfojs-node is not installed
 * @throws RangeError where records differ in their fields, a column mixes types, a value is no cell, or a column's name is also a
 *   member of danfojs's DataFrame ("values", "index"), which danfojs would overwrite
 */
export function toDataFrame<R extends FlatRecord<R>>(
  rows: readonly R[],
  columns?: readonly (keyof R & string)[],
): DataFrame {
  const danfojs = loadDanfojs()
  const names: readonly string[] = columns ?? Object.keys(rows[0] ?? {})
  if (names.length === 0) throw new RangeError('toDataFrame: needs at least one record, or the names of the columns')
  for (const name of names) {
    if (name in danfojs.DataFrame.prototype || name.startsWith('$')) {
      throw new RangeError(
        `toDataFrame: a column cannot be called "${name}", a member of danfojs's DataFrame: rename it`,
      )
    }
  }
  const cells = rows.map((row, i) => cellsOf(row, i, names, columns !== undefined))
  const kinds = names.map((name, column) => kindOf(name, cells, column))
  const values = cells.map((row) => row.map((cell, i) => (cell === null && kinds[i] === 'number' ? NaN : cell)))
  return new danfojs.DataFrame(values, { columns: names, dtypes: kinds.map((kind) => dtypes[kind]) })
}

const dtypes = { number: 'float32', string: 'string', boolean: 'boolean' } as const

type Kind = keyof typeof dtypes

function cellsOf(row: object, i: number, names: readonly string[], some: boolean): Cell[] {
  const fields = new Map<string, unknown>(Object.entries(row))
  if (!some && fields.size !== names.length) {
    throw new RangeError(`toDataFrame: record ${i} has ${fields.size} fields, the first one has ${names.length}`)
  }
  return names.map((name) => {
    const value = fields.get(name)
    if (isCell(value)) return value
    const what = value === undefined ? 'missing' : Number.isNaN(value) ? 'NaN' : typeof value
    throw new RangeError(
      `toDataFrame: "${name}" of record ${i} is ${what}; a cell is a string, number, boolean or null`,
    )
  })
}

/** The one type of a column; a column without any value is one of missing numbers. */
function kindOf(name: string, rows: readonly (readonly Cell[])[], column: number): Kind {
  const kinds = new Set(rows.flatMap((row): Kind[] => kindsOf(row[column] ?? null)))
  if (kinds.size > 1) throw new RangeError(`toDataFrame: column "${name}" mixes ${[...kinds].join(' and ')}`)
  for (const kind of kinds) return kind
  return 'number'
}

function kindsOf(cell: Cell): Kind[] {
  if (cell === null) return []
  if (typeof cell === 'string') return ['string']
  return typeof cell === 'number' ? ['number'] : ['boolean']
}

/** `require`, because an `import` that is not at the top would make every caller wait for a promise. */
function loadDanfojs(): Danfojs {
  let loaded: unknown
  try {
    loaded = createRequire(import.meta.url)('danfojs-node')
  } catch (cause) {
    throw new Error(
      'toDataFrame needs danfojs-node, an optional dependency, and it could not be loaded. ' +
        'Install it beside remeier with "npm install danfojs-node@1.2.0"; everything else runs without it.',
      { cause },
    )
  }
  if (!isDanfojs(loaded)) throw new Error('toDataFrame: the danfojs-node that is installed has no DataFrame')
  return loaded
}

function isDanfojs(value: unknown): value is Danfojs {
  return typeof value === 'object' && value !== null && 'DataFrame' in value && typeof value.DataFrame === 'function'
}
