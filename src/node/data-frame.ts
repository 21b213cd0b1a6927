/** A value in a flat record: what a table on disk can hold. */
export type Cell = string | number | boolean | null

/** NaN is no cell: a missing value is null. */
export function isCell(value: unknown): value is Cell {
  if (typeof value === 'number') return !Number.isNaN(value)
  return value === null || typeof value === 'string' || typeof value === 'boolean'
}

/** A record whose fields are all cells: a result row, a patient, a point of a curve. */
export type FlatRecord<R> = { readonly [K in keyof R]: Cell }

/** What danfojs takes beside a frame in arithmetic: a number, one number per row or column, or a frame of the same shape. */
export type Operand = number | readonly number[] | Series | DataFrame

/** 0: a result per column. 1: a result per row. */
export interface Axis {
  readonly axis: 0 | 1
}

/*
 * The part of danfojs-node 1.2 that can be relied on, typed by what it does: its own types are `any` in most places. The objects are
 * danfojs's own, so what is not listed here can still be called after `import('danfojs-node')`. Left out on purpose, because they go
 * wrong silently: `toCSV` (quotes nothing), `readCSV` (reads 001 as 1), `sortValues` (any order where a value is missing), `loc`
 * (quadratic), `asType` and `concat` (change the frame they are given), `diff` and `pctChange` down the columns (fail unless the
 * frame is square).
 */

/** A column. Its statistics pass over missing values. */
export interface Series {
  readonly values: readonly unknown[]
  readonly index: readonly (string | number)[]
  readonly shape: readonly [number, number]
  count(): number
  sum(): number
  mean(): number
  median(): number
  min(): number
  max(): number
  /** Sample variance and standard deviation, divisor n - 1. */
  var(): number
  std(): number
  add(other: number | Series): Series
  sub(other: number | Series): Series
  mul(other: number | Series): Series
  div(other: number | Series): Series
  /** Truth per row; for `query`. */
  eq(other: Cell | Series): Series
  ne(other: Cell | Series): Series
  gt(other: number | Series): Series
  ge(other: number | Series): Series
  lt(other: number | Series): Series
  le(other: number | Series): Series
  and(other: Series): Series
  or(other: Series): Series
  unique(): Series
  valueCounts(): Series
  toString(): string
}

export interface DataFrame {
  readonly columns: readonly string[]
  readonly dtypes: readonly string[]
  readonly index: readonly (string | number)[]
  readonly shape: readonly [number, number]
  /** Row by row. A missing number is NaN, a missing string or truth value null. */
  readonly values: readonly (readonly unknown[])[]
  column(name: string): Series
  head(rows?: number): DataFrame
  tail(rows?: number): DataFrame
  copy(): DataFrame
  iloc(part: {
    readonly rows?: readonly (number | string)[]
    readonly columns?: readonly (number | string)[]
  }): DataFrame
  query(condition: Series): DataFrame
  drop(part: { readonly columns: readonly string[] }): DataFrame
  rename(names: Readonly<Record<string, string>>): DataFrame
  addColumn(name: string, values: readonly Cell[] | Series): DataFrame
  dropNa(): DataFrame
  add(other: Operand, axis?: Axis): DataFrame
  sub(other: Operand, axis?: Axis): DataFrame
  mul(other: Operand, axis?: Axis): DataFrame
  div(other: Operand, axis?: Axis): DataFrame
  count(axis: Axis): Series
  sum(axis: Axis): Series
  mean(axis: Axis): Series
  median(axis: Axis): Series
  min(axis: Axis): Series
  max(axis: Axis): Series
  var(axis: Axis): Series
  std(axis: Axis): Series
  /** Count, mean, std, min, median, max and variance per column; mean, std, median and variance are NaN where a value is missing. */
  describe(): DataFrame
  groupby(columns: readonly string[]): Groupby
  toString(): string
  print(): void
}

export type Aggregation = 'count' | 'sum' | 'mean' | 'median' | 'min' | 'max' | 'std' | 'var'

/**
 * Rows in groups. Leave rows with missing numbers out before grouping: `mean` and `sum` of a group with one are NaN, `count` counts
 * it, `min` and `max` depend on the order. Groups whose keys are equal when joined by "-" (a-b, c and a, b-c) fall into one; groups
 * of whole numbers come in ascending order, others as they first appear.
 */
export interface Groupby {
  col(columns: readonly string[]): Groupby
  /** One row per group; each result column is named by its column and aggregation: `estimate_mean`. */
  agg(aggregations: Readonly<Record<string, Aggregation | readonly Aggregation[]>>): DataFrame
  getGroup(keys: readonly (string | number)[]): DataFrame
  count(): DataFrame
  sum(): DataFrame
  mean(): DataFrame
  median(): DataFrame
  min(): DataFrame
  max(): DataFrame
  std(): DataFrame
  var(): DataFrame
}
