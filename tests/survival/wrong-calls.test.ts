import { describe, expect, test } from 'vitest'
import * as survival from '../../src/survival/index.ts'

/*
 * What JavaScript lets a caller hand in: text for a number, another object for what is asked for, an option that does not exist.
 * Every function of remeier/survival refuses all three, in its own name. What types forbid comes through JSON here.
 */

type Call = (...given: readonly unknown[]) => unknown
interface Wrong {
  /** A call that is right; beside patients `p` its arguments are those of `right`. */
  readonly right: readonly unknown[]
  /** Places of arguments that are numbers, or lists of them. */
  readonly numbers?: readonly number[]
  /** The place of the options, and their numbers. */
  readonly options?: number
  readonly inOptions?: Readonly<Record<string, unknown>>
  /** Objects that are not what the first argument has to be, beside those that never are. */
  readonly others?: readonly unknown[]
}

const columns = { arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 0], assigned: [0, 0, 1, 1] }
const p = survival.patients(columns)
const km = survival.kaplanMeier(p)
const rows = { time: [1, 2, 3, 4, 5], event: [1, 1, 1, 1, 1], covariates: { x: [1, 3, 2, 5, 4] } }
const competing = { causes: ['a'], time: [1, 2], event: [1, 0] }
const ofPatients = [km, columns, { ...p, arms: undefined }]
const level = { level: '0.9' }

const CALLS: Readonly<Record<Exclude<keyof typeof survival, 'censoringReason'>, Wrong>> = {
  aalenJohansen: { right: [competing], options: 1, inOptions: level, others: [p, km] },
  arm: { right: [p, 'a'], others: ofPatients },
  bootstrap: { right: [p, () => 1, { seed: 1, draws: 2 }], options: 2, inOptions: { seed: '1', draws: '20', ...level }, others: ofPatients }, // prettier-ignore
  bootstrapHazardRatio: { right: [p, { seed: 1, draws: 2 }], options: 1, inOptions: { seed: '1', draws: '20', ...level }, others: ofPatients }, // prettier-ignore
  conditionalSurvival: { right: [p, 1, 2], numbers: [1, 2], options: 3, inOptions: level, others: ofPatients },
  cox: { right: [p], options: 1, inOptions: { ...level, stratum: ['0', '0', '0', '0'] }, others: ofPatients },
  coxLikelihood: { right: [p], options: 1, inOptions: { stratum: ['0', '0', '0', '0'] }, others: ofPatients },
  coxRegression: { right: [rows], options: 1, inOptions: level, others: [p, km] },
  flemingHarrington: { right: [p], options: 1, inOptions: level, others: ofPatients },
  flemingHarringtonTest: { right: [p, 0, 1], numbers: [1, 2], options: 3, inOptions: { stratum: ['0', '0', '0', '0'] }, others: ofPatients }, // prettier-ignore
  kaplanMeier: { right: [p], options: 1, inOptions: level, others: ofPatients },
  logRank: { right: [p], options: 1, inOptions: { stratum: ['0', '0', '0', '0'] }, others: ofPatients },
  maxCombo: { right: [p], options: 1, inOptions: { weights: [['0', 1]], stratum: ['0', '0', '0', '0'] }, others: ofPatients }, // prettier-ignore
  milestone: { right: [p, 2], numbers: [1], options: 2, inOptions: level, others: ofPatients },
  milestoneDifference: { right: [p, 2], numbers: [1], options: 2, inOptions: level, others: ofPatients },
  milestoneTest: { right: [p, 2], numbers: [1], options: 2, others: ofPatients },
  modestlyWeightedLogRank: { right: [p, 2], numbers: [1], options: 2, inOptions: { stratum: ['0', '0', '0', '0'] }, others: ofPatients }, // prettier-ignore
  nelsonAalen: { right: [p], options: 1, inOptions: level, others: ofPatients },
  numberNeededToTreat: { right: [p, 2], numbers: [1], options: 2, inOptions: level, others: ofPatients },
  parametricFit: { right: [p, 'exponential'], others: ofPatients },
  patients: { right: [columns], options: 0, inOptions: { time: ['1', 2, 3, 4], weight: ['1', 1, 1, 1] }, others: [km] },
  piecewiseExponential: { right: [p, [2]], numbers: [1], others: ofPatients },
  piecewiseHazardRatio: { right: [p, [2]], numbers: [1], options: 2, inOptions: level, others: ofPatients },
  piecewiseLogRank: { right: [p, [2], [0, 1]], numbers: [1, 2], options: 3, inOptions: { stratum: ['0', '0', '0', '0'] }, others: ofPatients }, // prettier-ignore
  productLimit: { right: [p], others: ofPatients },
  reverseKaplanMeier: { right: [p], options: 1, inOptions: level, others: ofPatients },
  riskTable: { right: [p, [1, 2]], numbers: [1], others: ofPatients },
  rmst: { right: [p, 2], numbers: [1], options: 2, inOptions: level, others: ofPatients },
  rmstDifference: { right: [p, 2], numbers: [1], options: 2, inOptions: level, others: ofPatients },
  rmstRatio: { right: [p, 2], numbers: [1], options: 2, inOptions: level, others: ofPatients },
  schoenfeldTest: { right: [rows], options: 1, others: [p, km] },
  selectRows: { right: [p, [0, 1]], numbers: [1], others: ofPatients },
  survivalAt: { right: [km, 2], numbers: [1], others: [p, rows] },
  survivalQuantile: { right: [km, 0.5], numbers: [1], others: [p, survival.productLimit(p)] },
  timeWindow: { right: [p, 1, 2], numbers: [1, 2], others: ofPatients },
}

const entries = Object.entries(CALLS)
/** Without types, as JavaScript calls it. */
function called(name: string, given: readonly unknown[]): () => unknown {
  const found: unknown = new Map<string, unknown>(Object.entries(survival)).get(name)
  const call = (it: unknown): it is Call => typeof it === 'function'
  if (!call(found)) throw new Error(`${name} is no function`)
  return () => found(...given)
}
const replaced = (list: readonly unknown[], at: number, by: unknown) =>
  Array.from({ length: Math.max(list.length, at + 1) }, (_, k) => (k === at ? by : list[k]))
const inText = (value: unknown): unknown => (Array.isArray(value) ? value.map(String) : String(value))

function optionsIn(right: readonly unknown[], at = right.length): object {
  const given = right[at]
  return typeof given === 'object' && given ? given : {}
}

function refuses(name: string, given: readonly unknown[]): string {
  try {
    called(name, given)()
  } catch (error) {
    expect(error, name).toBeInstanceOf(RangeError)
    return error instanceof Error ? error.message : ''
  }
  return expect.fail(`${name} takes ${given.map((it) => JSON.stringify(it)).join(', ')}`)
}

test('every function of the library stands in the table', () => {
  expect(Object.keys(CALLS).sort()).toEqual(
    Object.keys(survival).filter((name) => name !== 'censoringReason').sort(), // prettier-ignore
  )
})

describe.each(entries)('%s', (name, { right, numbers = [], options, inOptions = {}, others = [] }) => {
  test('takes what is right', () => {
    expect(called(name, right)).not.toThrow()
  })
  test('text for a number', () => {
    for (const at of numbers) expect(refuses(name, replaced(right, at, inText(right[at])))).toMatch(`${name}: `)
    const before = optionsIn(right, options)
    for (const [option, text] of Object.entries(inOptions))
      expect(refuses(name, replaced(right, options ?? 0, { ...before, [option]: text }))).toMatch(
        new RegExp(`^(${name}|${option}): .*got `, 'u'),
      )
  })
  test('another object', () => {
    for (const other of [undefined, null, 5, 'x', {}, [], ...others])
      expect(refuses(name, replaced(right, 0, other))).toMatch(new RegExp(`^${name}: .* required, got `, 'u'))
    for (const at of numbers) refuses(name, replaced(right, at, null))
  })
  test('an option that does not exist, or no options', () => {
    if (options === undefined) return
    const before = optionsIn(right, options)
    expect(refuses(name, replaced(right, options, { ...before, lavel: 0.9 }))).toMatch(
      new RegExp(`^${name}: one of .* \\(nearest: \\w+\\) is required, got 'lavel'$`, 'u'),
    )
    for (const none of [null, 0.9, 'level']) expect(refuses(name, replaced(right, options, none))).toMatch(`${name}: `)
  })
})

describe('what the messages say', () => {
  const ofJson: (text: string) => number = JSON.parse
  const says = (name: string, ...given: readonly unknown[]) => refuses(name, given)
  test('arm is no assigned', () => {
    const { assigned, ...rest } = columns
    expect(says('patients', { ...rest, arm: assigned })).toBe('patients: one of time, event, assigned, arms, start, weight, infusion, switched, administrative, stratum, reason (nearest: arms) is required, got \'arm\'') // prettier-ignore
    expect(says('patients', rest)).toBe('patients: assigned is required, got undefined')
    expect(says('patients', { time: [1], event: [1], weights: [2] })).toMatch('(nearest: weight)')
    expect(says('patients', { ...columns, arms: 'ab' })).toMatch('patients: a list of 1 to 256 different arms')
    expect(says('coxRegression', { ...rows, clusters: [1, 1, 2, 2, 3] })).toMatch('(nearest: cluster)')
    expect(says('kaplanMeier', p, { lvl: 0.9 })).toBe("kaplanMeier: one of level, interval (nearest: level) is required, got 'lvl'") // prettier-ignore
    expect(says('cox', p, { strata: [] })).toMatch('(nearest: stratum)')
  })
  test('who was called, what is required, what came', () => {
    expect(says('rmst', p, '3')).toBe("rmst: a finite tau > 0 (at most 1e150) is required, got '3'")
    expect(says('rmstRatio', p, -1)).toMatch(/^rmstRatio: .* got -1$/u)
    expect(says('numberNeededToTreat', p, -1)).toBe('numberNeededToTreat: a finite time >= 0 is required, got -1')
    expect(says('numberNeededToTreat', survival.arm(p, 'a'), 1)).toMatch(/^numberNeededToTreat: exactly two arms/u)
    expect(says('maxCombo', p, { weights: [[0]] })).toMatch(/^maxCombo: finite numbers >= 0 as rho and gamma /u)
    expect(says('survivalQuantile', p, 0.5)).toMatch(/^survivalQuantile: a curve of time, survival, lower, upper is /u)
    expect(says('schoenfeldTest', p)).toBe('schoenfeldTest: covariates is required, got undefined')
    const text: number = ofJson('"0"')
    expect(() => survival.coxLikelihood(p)(text)).toThrow("coxLikelihood: a log hazard ratio on [-700, 700] is required, got '0'") // prettier-ignore
  })
})
