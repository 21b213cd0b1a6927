import type {
  ArmEvidence,
  EndpointEvidence,
  EstimateFigure,
  Figure,
  FollowUpDefinition,
  FollowUpEvidence,
  Measure,
  Unit,
} from '../../src/evidence/evidence.ts'
import type { Quantity } from '../../src/evidence/quantity.ts'

/** Evidence written as shortly as a paper prints it: "73%", "13.3 (11.8-16.1)", "NR (34.5-NE)", "<0.001". Times are months. */
export interface ArmSketch {
  readonly n: number
  readonly median?: string
  /** By time in months. */
  readonly survival?: Readonly<Record<number, string>>
  /** Restricted means by tau in months. */
  readonly rmst?: Readonly<Record<number, string>>
  readonly atRisk?: Readonly<Record<number, number>>
  readonly events?: number
}

export interface ContrastSketch {
  readonly hazardRatio?: string | undefined
  readonly comparable?: boolean
  readonly adjustment?: 'none' | 'stratified' | 'adjusted' | 'not stated'
  readonly p?: string | undefined
}

/** Its own contrast is that of the second arm with the first. */
export interface Sketch extends ContrastSketch {
  readonly arms: Readonly<Record<string, ArmSketch>>
  readonly class?: EndpointEvidence['class']
  readonly events?: number
  /** Others, by "b-vs-a". */
  readonly contrasts?: Readonly<Record<string, ContrastSketch>>
  /** By tau in months, the second arm minus the first. */
  readonly rmstDifference?: Readonly<Record<number, string>>
  readonly followUp?: {
    readonly median?: string
    readonly range?: readonly [string, string]
    readonly definition: FollowUpDefinition
  }
}

function quantity(text: string, unit: Unit): Quantity {
  if (text === 'NR') return { kind: 'not-reached' }
  if (text === 'NE') return { kind: 'not-estimable' }
  const digits = text.replace(/[%<>]/g, '')
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0
  const scale = text.endsWith('%') ? 100 : 1
  const value = Number(digits) / scale
  if (text.startsWith('<')) return { kind: 'less-than', upper: value }
  if (text.startsWith('>')) return { kind: 'greater-than', lower: value }
  const half = unit === 'count' ? 0 : Number(`5e-${decimals + 1}`) / scale
  return { kind: 'number', value, lower: value - half, upper: value + half, decimals }
}

function figure(arm: string, measure: Measure, printed: string, unit: Unit, time?: number): Figure {
  const id = `pfs.${arm}.${measure}${time === undefined ? '' : `@${time}`}`
  const base = { id, endpoint: 'pfs', arm, measure, printed, quantity: quantity(printed, unit), unit, source: 'test' }
  return time === undefined ? base : { ...base, time }
}

function estimate(
  arm: string,
  measure: 'median' | 'survival' | 'rmst' | 'rmst-difference' | 'hazard-ratio',
  text: string,
  unit: Unit,
  time?: number,
): EstimateFigure {
  const match = /^(\S+)(?: \((.+?)(?:-| to )(.+)\))?$/.exec(text)
  if (match === null) throw new Error(`cannot read ${text}`)
  const percent = match[1]!.endsWith('%') ? '%' : ''
  const limit = (side: 'lower' | 'upper', printed: string) =>
    figure(arm, `${measure}-${side}`, `${printed}${percent}`, unit, time)
  const interval =
    match[2] === undefined ? null : { level: 0.95, lower: limit('lower', match[2]), upper: limit('upper', match[3]!) }
  return { estimate: figure(arm, measure, match[1]!, unit, time), interval }
}

function armEvidence(id: string, role: ArmEvidence['role'], sketch: ArmSketch): ArmEvidence {
  return {
    id,
    label: id,
    role,
    patients: figure(id, 'patients', String(sketch.n), 'count'),
    median: sketch.median === undefined ? null : estimate(id, 'median', sketch.median, 'months'),
    landmarks: Object.entries(sketch.survival ?? {}).map(([time, text]) => ({
      time: Number(time),
      ...estimate(id, 'survival', text, 'proportion', Number(time)),
    })),
    ...(sketch.rmst !== undefined && {
      restrictedMeans: Object.entries(sketch.rmst).map(([tau, text]) => ({
        tau: Number(tau),
        ...estimate(id, 'rmst', text, 'months', Number(tau)),
      })),
    }),
    atRisk: Object.entries(sketch.atRisk ?? {}).map(([time, count]) => ({
      time: Number(time),
      count: figure(id, 'at-risk', String(count), 'count', Number(time)),
    })),
    events: sketch.events === undefined ? null : figure(id, 'events', String(sketch.events), 'count'),
    followUp: null,
  }
}

const stated = {
  none: { stratified: false, adjusted: false },
  stratified: { stratified: true, adjusted: false },
  adjusted: { stratified: false, adjusted: true },
  'not stated': { stratified: 'not stated', adjusted: 'not stated' },
} as const

function contrastEvidence(pair: string, { hazardRatio, adjustment = 'none', comparable = true, p }: ContrastSketch) {
  const [numerator = '', denominator = ''] = pair.split('-vs-')
  const definition = { ...stated[adjustment], adjustment, eventsAfter: null, weighted: false, comparable }
  return {
    numerator,
    denominator,
    hazardRatio:
      hazardRatio === undefined ? null : { ...estimate(pair, 'hazard-ratio', hazardRatio, 'ratio'), ...definition },
    pValue:
      p === undefined
        ? null
        : { figure: figure(pair, 'p-value', p, 'probability'), test: 'log-rank', stratified: false as const },
  }
}

/** The first arm is the reference arm. */
export function evidenceOf(sketch: Sketch): EndpointEvidence {
  const names = Object.keys(sketch.arms)
  const role = (index: number) => (names.length === 1 ? 'single' : index === 0 ? 'control' : 'experimental')
  const compared = {
    ...(sketch.hazardRatio === undefined && sketch.p === undefined ? {} : { [`${names[1]}-vs-${names[0]}`]: sketch }),
    ...sketch.contrasts,
  }
  const followUp: FollowUpEvidence | null =
    sketch.followUp === undefined
      ? null
      : {
          definition: sketch.followUp.definition,
          median:
            sketch.followUp.median === undefined
              ? null
              : figure('all', 'follow-up-median', sketch.followUp.median, 'months'),
          minimum:
            sketch.followUp.range === undefined
              ? null
              : figure('all', 'follow-up-minimum', sketch.followUp.range[0], 'months'),
          maximum:
            sketch.followUp.range === undefined
              ? null
              : figure('all', 'follow-up-maximum', sketch.followUp.range[1], 'months'),
        }
  return {
    trial: 'test-trial',
    trialLabel: 'Test trial',
    endpoint: 'pfs',
    label: 'Progression-free survival',
    event: 'progression or death',
    clock: 'randomisation',
    population: 'randomised',
    class: sketch.class ?? 'progression-like',
    arms: names.map((name, index) => armEvidence(name, role(index), sketch.arms[name]!)),
    events: sketch.events === undefined ? null : figure('all', 'events', String(sketch.events), 'count'),
    contrasts: Object.entries(compared).map(([pair, it]) => contrastEvidence(pair, it)),
    ...(sketch.rmstDifference !== undefined && {
      restrictedMeanDifferences: Object.entries(sketch.rmstDifference).map(([tau, text]) => ({
        tau: Number(tau),
        ...estimate(`${names[1]}-vs-${names[0]}`, 'rmst-difference', text, 'months', Number(tau)),
        numerator: names[1]!,
        denominator: names[0]!,
      })),
    }),
    followUp,
    visits: null,
  }
}

/** KarMMa-3, progression-free survival as printed [RodriguezOtero2023]. */
const asPrinted = evidenceOf({
  arms: {
    standard: { n: 132, median: '4.4 (3.4-5.9)', survival: { 6: '40%', 12: '30%' } },
    'ide-cel': { n: 254, median: '13.3 (11.8-16.1)', survival: { 6: '73%', 12: '55%' } },
  },
  events: 242,
  hazardRatio: '0.49 (0.38-0.65)',
  adjustment: 'not stated',
  p: '<0.001',
  followUp: { median: '18.6', range: ['0.4', '35.4'], definition: 'potential' },
})

/** Its test is stratified; whether its ratio is, is not stated. */
export const karmma3: EndpointEvidence = {
  ...asPrinted,
  contrasts: asPrinted.contrasts.map((it) => ({ ...it, pValue: it.pValue && { ...it.pValue, stratified: true } })),
}
