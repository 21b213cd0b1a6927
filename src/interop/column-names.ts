import { timeUnit, type TimeUnit } from '../evidence/time-unit.ts'

/** What a column of another tool's table holds. */
export type ColumnRole = 'time' | 'survival' | 'at-risk-time' | 'at-risk' | 'arm' | 'events' | 'other'

/** Names as the tools write them: IPDfromKM, reconstructKM, survHE, kmdata, Stata's ipdfc, WebPlotDigitizer, DigitizeIt, ScanIt. */
const names: Readonly<Record<Exclude<ColumnRole, 'other'>, readonly string[]>> = {
  time: ['time', 'times', 't', 'ts', 'x', 'tk', 'month', 'months', 'week', 'weeks', 'day', 'days', 'year', 'years'],
  survival: ['survival', 'surv', 's', 'sk', 'y', 's(t)', 'st', 'prob', 'probability', 'km', 'percent', 'proportion'],
  'at-risk-time': ['trisk', 't.risk', 'timerisk', 'risktime'],
  'at-risk': ['nrisk', 'n.risk', 'nar', 'natrisk', 'atrisk', 'numberatrisk', 'noatrisk', 'n', 'risk'],
  arm: ['arm', 'treat', 'treatment', 'trt', 'group', 'curve', 'series', 'strata', 'dataset'],
  events: ['te', 'tot.events', 'totevents', 'totalevents', 'events'],
}
const others = [
  'id',
  'interval',
  'i',
  'lower',
  'upper',
  'k',
  'no',
  'row',
  'index',
  'point',
  'study',
  'trial',
  'rownames',
]

const roles = new Map<string, ColumnRole>(others.map((name) => [name, 'other']))
for (const role of ['time', 'survival', 'at-risk-time', 'at-risk', 'arm', 'events'] as const) {
  for (const name of names[role]) roles.set(name, role)
}

/** The role of a header; null where no tool uses it: it may be the name of an arm. */
export function columnRole(header: string): ColumnRole | null {
  const bare = header
    .toLowerCase()
    .replace(/[_\s-]+/g, '')
    .replace(/\((?!t\))[^)]*\)|\[[^\]]*\]|%/g, '')
  return roles.get(bare) ?? (bare === '' ? 'other' : byWords(bare))
}

/** "Time (months)", "Survival probability", "Overall survival", "Number at risk". */
function byWords(bare: string): ColumnRole | null {
  if (bare.includes('atrisk')) return 'at-risk'
  if (bare.startsWith('time')) return 'time'
  return bare.includes('surviv') ? 'survival' : null
}

/** The unit that the header of a column of times names: "time (days)", "Time in years", "month", "t (d)"; null where it names none. */
export function unitOfHeader(header: string): TimeUnit | null {
  const words = header.toLowerCase().match(/\p{L}+/gu) ?? []
  // A single letter is a unit only in brackets: "t (d)".
  const bracketed = /[([]\s*(\p{L})\.?\s*[)\]]/u.exec(header.toLowerCase())?.[1]
  return [bracketed, ...words.filter((it) => it.length > 1)].map((it) => timeUnit(it ?? '')).find((it) => it) ?? null
}
