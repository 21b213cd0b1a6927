import type { TrialFile } from '../../../src/evidence/record-problem.ts'
import { parseTrial } from '../../../src/record/parse-trial.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { cox } from '../../../src/survival/cox.ts'
import { logRank } from '../../../src/survival/log-rank.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import { reverseKaplanMeier } from '../../../src/survival/reverse-kaplan-meier.ts'
import { survivalQuantile } from '../../../src/survival/survival-quantile.ts'
import { armSummary, printP } from '../audit/simulated-paper.ts'
import { armOf } from '../reconstruction/summary-record.ts'
import type { Paper } from './paper.ts'

/**
 * The record of a simulated paper: medians with intervals and landmarks in whole percent for each arm, the total of events, hazard ratio and
 * p-value where there are two arms, follow-up; and with `atRisk` numbers at risk and events of each arm. Null where there is no hazard ratio.
 */
export function printRecord(paper: Paper, atRisk: boolean, id = 'simulated'): TrialFile | null {
  const { patients, endpoint } = paper
  const contrast = patients.arms.length === 2 ? contrastOf(patients) : {}
  if (contrast === null) return null
  const record = {
    id,
    trial: id,
    'time unit': 'months',
    sources: { paper: { citation: 'A simulated paper', kind: 'primary' } },
    arms: Object.fromEntries(patients.arms.map((name, k) => [name, { label: name, role: roleOf(patients, k) }])),
    ...(paper.flow === undefined ? {} : { flow: flowOf(paper.flow) }),
    endpoints: {
      endpoint: {
        label: endpoint,
        event: endpoint === 'OS' ? 'death' : 'progression or death',
        class: endpoint === 'OS' ? 'death' : 'progression-like',
        clock: paper.clock,
        population: paper.population,
        assessor: 'not stated',
        criteria: 'not stated',
        visits: 'not stated',
        censoring: 'not stated',
        ...followUpOf(paper),
        arms: Object.fromEntries(patients.arms.map((name, k) => [name, printedArm(paper, k, atRisk)])),
        events: { total: patients.event.reduce((sum, it) => sum + it, 0) },
        ...contrast,
      },
    },
    ...(paper.response === undefined ? {} : { tables: { response: responseOf(paper.response) } }),
  }
  const parsed = parseTrial(JSON.stringify(record), `${id}.yaml`)
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.diagnostics))
  return { trial: parsed.trial, spans: parsed.spans, file: `${id}.yaml` }
}

function roleOf({ arms }: Patients, index: number): string {
  return arms.length === 1 ? 'single' : index === 0 ? 'control' : 'experimental'
}

function printedArm({ patients, landmarks }: Paper, index: number, atRisk: boolean): unknown {
  const own = armAt(patients, index)
  const times = landmarks.filter((it) => it < (own.time.at(-1) ?? 0))
  const { events = 0, at_risk, ...rest } = armSummary(own, times, true, 0)
  return armOf({ ...rest, ...(atRisk && at_risk !== undefined ? { events, at_risk } : {}) })
}

function contrastOf(patients: Patients): Record<string, unknown> | null {
  const fit = cox(patients)
  const test = logRank(patients)
  if (fit.kind !== 'value' || test.kind !== 'value') return null
  const { value, lower, upper } = fit.hazardRatio
  const printed = `${value.toFixed(2)} (${(lower ?? NaN).toFixed(2)} to ${(upper ?? NaN).toFixed(2)})`
  return {
    contrast: {
      'hazard ratio': { printed, level: '95%', model: 'Cox', stratified: false, adjusted: false, weighted: false },
      p: { printed: printP(test.pValue), test: 'log-rank', stratified: false, sides: 2 },
    },
  }
}

function followUpOf({ patients, followUp, potential, clock }: Paper): Record<string, unknown> {
  const print = (it: number): string => it.toFixed(1)
  const from = clock
  if (followUp === 'potential') {
    const sorted = [...potential].sort((a, b) => a - b)
    const [least, middle, most] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!]
    return {
      'follow-up': { median: print(middle), range: `${print(least)} to ${print(most)}`, from, definition: 'potential' },
    }
  }
  const median = survivalQuantile(reverseKaplanMeier(patients), 0.5)
  if (median.kind !== 'value') return {}
  const range = `${print(patients.time[0]!)} to ${print(patients.time.at(-1)!)}`
  return { 'follow-up': { median: print(median.value), range, from, definition: 'reverse Kaplan-Meier' } }
}

function flowOf(flow: NonNullable<Paper['flow']>): unknown {
  return Object.fromEntries(Object.entries(flow).map(([arm, chain]) => [arm, { chains: [chain] }]))
}

function responseOf({ arm, responders, of }: NonNullable<Paper['response']>): unknown {
  return {
    label: 'Response',
    population: 'infused',
    assessor: 'not stated',
    criteria: 'not stated',
    columns: [arm],
    form: 'count/total (percent)',
    rows: { 'Overall response': [`${responders}/${of} (${((100 * responders) / of).toFixed(0)}%)`] },
  }
}
