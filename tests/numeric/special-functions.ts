import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  binomialDistribution as simpleBinomial,
  cumulativeStdNormalProbability,
  gammaln,
  probit,
} from 'simple-statistics'
import * as beta from '../../src/numeric/beta-distribution.ts'
import * as binomial from '../../src/numeric/binomial-distribution.ts'
import * as gamma from '../../src/numeric/gamma-distribution.ts'
import * as normal from '../../src/numeric/normal-distribution.ts'
import { normalQuantile } from '../../src/numeric/normal-quantile.ts'
import * as student from '../../src/numeric/student-t-distribution.ts'

/*
 * Each special function beside R, and what jstat and simple-statistics give at the same arguments. A library without an upper tail or
 * logarithms is asked for 1 - cdf and log(cdf), as its user would.
 */

type Formula = (...x: number[]) => number

interface JStat {
  readonly normal: { cdf: Formula; pdf: Formula; inv: Formula }
  readonly gamma: { cdf: Formula }
  readonly chisquare: { cdf: Formula }
  readonly beta: { cdf: Formula }
  readonly studentt: { cdf: Formula }
  readonly binomial: { cdf: Formula; pdf: Formula }
  readonly gammaln: Formula
}

type Table = Readonly<Record<string, readonly (number | null)[]>>

const parse: (text: string) => Readonly<Record<string, Table>> = JSON.parse
const golden = parse(readFileSync('tests/golden/numeric.json', 'utf8'))
const load: (id: string) => JStat = createRequire(import.meta.url)
const jstat = load('jstat')

/** Largest relative differences from R of one implementation. */
export interface Accuracy {
  /** Where the probabilities of both tails are 1e-6 or more. */
  readonly body: number
  readonly all: number
}

export interface SpecialFunction {
  readonly name: string
  readonly points: number
  readonly own: Accuracy
  readonly jstat: Accuracy | null
  readonly simpleStatistics: Accuracy | null
}

function accuracy(f: Formula, table: Table, args: readonly string[], face: string): Accuracy {
  let body = 0
  let all = 0
  table[face]!.forEach((theirs, i) => {
    const ours = f(...args.map((name) => table[name]![i]!))
    const found = difference(ours, theirs)
    all = Math.max(all, found)
    if (Math.min(tail(table, 'lower', i), tail(table, 'upper', i)) >= 1e-6) body = Math.max(body, found)
  })
  return { body, all }
}

/** A table without tails (log Gamma) is all body. */
function tail(table: Table, side: 'lower' | 'upper', i: number): number {
  return table[side]?.[i] ?? Math.exp(table[`log_${side}`]?.[i] ?? 0)
}

/** Relative, absolute where R says 0 exactly; where R's value is infinite (null) or below the smallest normal double, ours must be so too. */
function difference(ours: number, theirs: number | null): number {
  if (theirs === null) return Math.abs(ours) === Infinity ? 0 : Infinity
  if (theirs === 0 && Math.abs(ours) < 1e-12) return Math.abs(ours)
  if (Math.abs(theirs) < 2.3e-308) return Math.abs(ours) < 2.3e-308 ? 0 : Infinity
  const found = Math.abs(ours - theirs) / Math.abs(theirs)
  return Number.isFinite(found) ? found : Infinity
}

const FACES = ['lower', 'upper', 'log_lower', 'log_upper'] as const
const FACE_NAMES = { lower: 'P(X <= x)', upper: 'P(X > x)', log_lower: 'log P(X <= x)', log_upper: 'log P(X > x)' }

/** The four faces of a distribution, from a library's distribution function as well as they can be had. */
const facesOf = (cdf: Formula): Readonly<Record<(typeof FACES)[number], Formula>> => ({
  lower: cdf,
  upper: (...x) => 1 - cdf(...x),
  log_lower: (...x) => Math.log(cdf(...x)),
  log_upper: (...x) => Math.log1p(-cdf(...x)),
})

function distribution(
  name: string,
  table: Table,
  args: readonly string[],
  own: readonly Formula[],
  theirs: Formula,
  simple?: Formula,
): SpecialFunction[] {
  return FACES.filter((face) => face in table).map((face) => ({
    name: `${name} ${FACE_NAMES[face]}`,
    points: table[face]!.length,
    own: accuracy(own[FACES.indexOf(face)]!, table, args, face),
    jstat: accuracy(facesOf(theirs)[face], table, args, face),
    simpleStatistics: simple ? accuracy(facesOf(simple)[face], table, args, face) : null,
  }))
}

function single(
  name: string,
  table: Table,
  args: readonly string[],
  face: string,
  own: Formula,
  theirs: Formula,
  simple: Formula | null,
): SpecialFunction {
  return {
    name,
    points: table[face]!.length,
    own: accuracy(own, table, args, face),
    jstat: accuracy(theirs, table, args, face),
    simpleStatistics: simple && accuracy(simple, table, args, face),
  }
}

/** simple-statistics lists all probabilities of a binomial up to where they add up to nearly 1. */
const simpleProbability: Formula = (k, n, p) => simpleBinomial(n, p)?.[k] ?? NaN

/** Every special function of src/numeric with its accuracy, and that of the two libraries. */
export function specialFunctions(): SpecialFunction[] {
  const { normal: body, logs, quantile } = golden
  const standard: Formula = (x) => jstat.normal.cdf(x, 0, 1)
  const logTable = { x: logs!['x']!, log_lower: logs!['lower']!, log_upper: logs!['upper']! }
  const tails = [
    normal.normalDistribution,
    normal.normalUpperTail,
    normal.normalLogDistribution,
    normal.normalLogUpperTail,
  ]
  return [
    ...distribution('normal', body!, ['x'], tails, standard, cumulativeStdNormalProbability),
    ...distribution('normal', logTable, ['x'], tails, standard, cumulativeStdNormalProbability),
    single('normal density', body!, ['x'], 'density', normal.normalDensity, (x) => jstat.normal.pdf(x, 0, 1), null),
    single('normal quantile', { lower: quantile!['p']!, upper: quantile!['p']!.map((p) => 1 - p!), ...quantile }, ['p'], 'x', normalQuantile, (p) => jstat.normal.inv(p, 0, 1), probit), // prettier-ignore
    ...distribution('gamma', golden['gamma']!, ['x', 'shape'], [gamma.gammaDistribution, gamma.gammaUpperTail, gamma.gammaLogDistribution, gamma.gammaLogUpperTail], (x, shape) => jstat.gamma.cdf(x, shape, 1)), // prettier-ignore
    ...distribution('chi-squared', golden['chi_squared']!, ['x', 'df'], [gamma.chiSquaredDistribution, gamma.chiSquaredUpperTail, gamma.chiSquaredLogDistribution, gamma.chiSquaredLogUpperTail], jstat.chisquare.cdf), // prettier-ignore
    ...distribution('beta', golden['beta']!, ['x', 'a', 'b'], [beta.betaDistribution, beta.betaUpperTail, beta.betaLogDistribution, beta.betaLogUpperTail], jstat.beta.cdf), // prettier-ignore
    ...distribution('Student t', golden['t']!, ['t', 'df'], [student.studentDistribution, student.studentUpperTail, student.studentLogDistribution, student.studentLogUpperTail], jstat.studentt.cdf), // prettier-ignore
    ...distribution('binomial', golden['binomial']!, ['k', 'n', 'p'], [binomial.binomialDistribution, binomial.binomialUpperTail, binomial.binomialLogDistribution, binomial.binomialLogUpperTail], jstat.binomial.cdf), // prettier-ignore
    single('binomial P(X = k)', golden['binomial']!, ['k', 'n', 'p'], 'point', binomial.binomialProbability, jstat.binomial.pdf, simpleProbability), // prettier-ignore
    single('binomial log P(X = k)', golden['binomial']!, ['k', 'n', 'p'], 'log_point', binomial.binomialLogProbability, (...x) => Math.log(jstat.binomial.pdf(...x)), (...x) => Math.log(simpleProbability(...x))), // prettier-ignore
    single('log Gamma', golden['log_gamma']!, ['x'], 'value', gamma.logGamma, jstat.gammaln, gammaln),
  ]
}
