import { cellMean } from './cell-mean.ts'
import type { Expected } from './expected.ts'
import { gridPosition, gridSize } from './grid.ts'
import type { Model, Path } from './state.ts'
import { addGradientAt, addNode, censoringAt, highestTheta, smoothAt, smoothed } from './state.ts'

/** Score and information of the two-arm Cox likelihood in expectation, at a hazard ratio, with their gradients in the state. */
export interface Contrast {
  readonly score: number
  /** d score / d log hazard ratio; negative. */
  readonly slope: number
  readonly information: number
  readonly scoreGradient: Float64Array
  readonly informationGradient: Float64Array
}

/**
 * U(theta) = integral of W (dL1 - theta dL0), W = Y0 Y1 / (Y0 + theta Y1); I(theta) = integral of
 * theta Y0 Y1 / (Y0 + theta Y1)^2 (Y1 dL1 + Y0 dL0), Y = n S G; arm 1 is the numerator. [Cox1972] With a window, over its events alone.
 */
export function contrast(
  numerator: Path,
  denominator: Path,
  ratio: number,
  size: number,
  window: Window | null = null,
): Contrast {
  return contrastOf(pairOfCells(numerator, denominator, window), ratio, size)
}

function contrastOf(
  { numerator, denominator, first, ones, zeros }: PairOfCells,
  ratio: number,
  size: number,
): Contrast {
  const scoreGradient = new Float64Array(size)
  const informationGradient = new Float64Array(size)
  let score = 0
  let slope = 0
  let information = 0
  for (let j = first; j < gridSize; j += 1) {
    const one = ones[j - first]!
    const zero = zeros[j - first]!
    const y1 = one.atRisk
    const y0 = zero.atRisk
    const sum = y0 + ratio * y1
    if (sum < 1e-12) break
    const weight = (y0 * y1) / sum
    const difference = one.rise - ratio * zero.rise
    score += weight * difference
    slope -= ((ratio * y0 * y1) / (sum * sum)) * (y0 * zero.rise + y1 * one.rise)
    const share = (ratio * y0 * y1) / (sum * sum)
    const events = y1 * one.rise + y0 * zero.rise
    information += share * events
    const cube = sum * sum * sum
    addCell(scoreGradient, numerator, j, one, weight, ((y0 * y0) / (sum * sum)) * difference)
    addCell(scoreGradient, denominator, j, zero, -ratio * weight, ((ratio * y1 * y1) / (sum * sum)) * difference)
    const d1 = ((ratio * y0 * (y0 - ratio * y1)) / cube) * events + share * one.rise
    const d0 = ((ratio * y1 * (ratio * y1 - y0)) / cube) * events + share * zero.rise
    addCell(informationGradient, numerator, j, one, share * y1, d1)
    addCell(informationGradient, denominator, j, zero, share * y0, d0)
  }
  return { score, slope, information, scoreGradient, informationGradient }
}

/** Log hazard ratio at which the expected score is zero. */
export function expectedLogRatio(
  numerator: Path,
  denominator: Path,
  size: number,
  window: Window | null = null,
): { beta: number; at: Contrast } {
  const cells = pairOfCells(numerator, denominator, window)
  const beta = zeroOf(expectedIn(cells.ones), expectedIn(cells.zeros))
  return { beta, at: contrastOf(cells, Math.exp(beta), size) }
}

type Cells = Pick<Expected, 'rise' | 'atRisk'>

function expectedIn(cells: readonly Cell[]): Cells {
  const rise = new Float64Array(cells.length)
  const atRisk = new Float64Array(cells.length)
  cells.forEach((it, j) => {
    rise[j] = it.rise
    atRisk[j] = it.atRisk
  })
  return { rise, atRisk }
}

/** The same without gradients, by Newton's method: all that a search for the ratio needs. */
export function zeroOf(one: Cells, zero: Cells): number {
  let beta = 0
  let at = scoreOf(one, zero, 1)
  for (let pass = 0; pass < 12 && Math.abs(at.score) > 1e-9 * (at.information + 1e-12); pass += 1) {
    if (at.information < 1e-12) break
    const step = Math.max(-1.5, Math.min(1.5, at.score / at.information))
    beta = Math.max(-8, Math.min(8, beta + step))
    at = scoreOf(one, zero, Math.exp(beta))
  }
  return beta
}

function scoreOf(one: Cells, zero: Cells, ratio: number): { readonly score: number; readonly information: number } {
  let score = 0
  let information = 0
  for (let j = 0; j < one.rise.length; j += 1) {
    const y1 = one.atRisk[j]!
    const y0 = zero.atRisk[j]!
    const d1 = one.rise[j]!
    const d0 = zero.rise[j]!
    const sum = y0 + ratio * y1
    if (sum < 1e-12) break
    score += ((y0 * y1) / sum) * (d1 - ratio * d0)
    information += ((ratio * y0 * y1) / (sum * sum)) * (y1 * d1 + y0 * d0)
  }
  return { score, information }
}

/** The cells of both arms from the first that counts: they do not depend on the ratio. */
interface PairOfCells {
  readonly numerator: Path
  readonly denominator: Path
  readonly first: number
  readonly ones: readonly Cell[]
  readonly zeros: readonly Cell[]
}

function pairOfCells(numerator: Path, denominator: Path, window: Window | null): PairOfCells {
  const first = window?.numerator.cell ?? 0
  const ones: Cell[] = []
  const zeros: Cell[] = []
  for (let j = first; j < gridSize; j += 1) {
    ones.push(cell(numerator, j, j === first ? window?.numerator : undefined))
    zeros.push(cell(denominator, j, j === first ? window?.denominator : undefined))
  }
  return { numerator, denominator, first, ones, zeros }
}

/** Where an arm stands when a window of events opens. Both arms open in the same cell of the grid. */
interface Entry {
  readonly cell: number
  readonly event: number
  readonly censoring: number
  readonly dropOut: number
  /** Adds the gradient of log(event) (part 0) or of log(drop-out) (part 1), times a factor. */
  readonly add: (gradient: Float64Array, part: 0 | 1, factor: number) => void
}

/** Only events after a time count: those who are still at risk then, from then on. */
export interface Window {
  readonly numerator: Entry
  readonly denominator: Entry
}

/** The window of two arms that opens at a time, months; null where all events count. */
export function windowFrom(
  model: Model,
  state: Float64Array,
  pair: { readonly numerator: number; readonly denominator: number },
  from: number | null,
): Window | null {
  if (from === null || from <= 0) return null
  const { index, offset } = gridPosition(from / model.horizon)
  const entry = (arm: number): Entry => {
    const { total, dropOut } = censoringAt(model, state, arm, from)
    return {
      cell: offset < 0 ? 0 : index + 1,
      event: Math.exp(Math.min(smoothAt(model, state, arm, 0, from), highestTheta)),
      censoring: total,
      dropOut,
      add: (gradient, part, factor) => {
        addGradientAt(smoothed(model), gradient, arm, part, from, factor)
      },
    }
  }
  return { numerator: entry(pair.numerator), denominator: entry(pair.denominator) }
}

interface Cell {
  readonly rise: number
  readonly atRisk: number
  readonly dp: number
  readonly dq: number
  readonly entry: Entry | undefined
}

function cell(path: Path, j: number, entry: Entry | undefined): Cell {
  const from = entry?.event ?? path.event[j]!
  const gone = from + (entry?.censoring ?? path.censoring[j]!)
  const { mean, dp, dq } = cellMean(gone, path.event[j + 1]! + path.censoring[j + 1]!)
  return { rise: path.event[j + 1]! - from, atRisk: path.n * mean, dp: path.n * dp, dq: path.n * dq, entry }
}

/** Chain rule from (dL, Y) of a cell to the state. */
function addCell(gradient: Float64Array, path: Path, j: number, at: Cell, byRise: number, byAtRisk: number): void {
  const phi = path.start + gridSize
  addNode(gradient, path.start, j + 1, path.event, byRise + byAtRisk * at.dq)
  addNode(gradient, phi, j + 1, path.dropOut, byAtRisk * at.dq)
  const { entry } = at
  if (entry === undefined) {
    addNode(gradient, path.start, j, path.event, -byRise + byAtRisk * at.dp)
    addNode(gradient, phi, j, path.dropOut, byAtRisk * at.dp)
  } else {
    entry.add(gradient, 0, (-byRise + byAtRisk * at.dp) * entry.event)
    entry.add(gradient, 1, byAtRisk * at.dp * entry.dropOut)
  }
}
