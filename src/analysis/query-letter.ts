import type { Finding } from '../audit/audit-rule.ts'
import { audit } from '../audit/audit.ts'
import { figurePrints } from '../audit/figure-prints.ts'
import { collect } from '../evidence/collect.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import type { FigureWorth } from '../reconstruct/figure-worth.ts'
import { missingFigureWorth } from '../reconstruct/missing-figure-worth.ts'
import { printedLongest } from '../reconstruct/watched-until.ts'
import { completeness } from '../record/completeness.ts'
import type { Trial, TrialEndpoint } from '../record/trial.ts'
import type { Disagreement, FigureRequest, QueryLetter } from '../result/query-letter.ts'
import { inPrintUnit } from './in-print-unit.ts'
import { longestFollowUp, startsWithResponse } from './longest-follow-up.ts'

/** Notes that its authors cannot settle: on the audit itself, on other sources, on words; a second rounding settles nothing. */
const notForAuthors: readonly string[] = ['R03', 'R04', 'R05', 'R42']

/** What other sources say is not for these authors to answer, whatever its state. */
const ofOtherSources: readonly string[] = ['R33', 'R34', 'R35', 'R36']

/** What the completeness list asks for that is a figure and no definition. */
const figureItems: readonly string[] = ['median of each arm', 'events of each arm', 'numbers at risk', 'hazard ratio']

const patientsItem = 'number of patients of '

/** A figure that would hardly narrow the band is not worth a question, nor is a long list answered. */
const leastShrinkage = 0.02
const mostFigures = 6

/**
 * What to ask the authors of a report: the printed figures that do not agree (also those that the record accepts, since the paper prints them so), fails
 * first and figures of endpoints first; the figures that are missing, by what each is expected to take off the model band of the endpoint, or in the
 * order of the completeness list where the endpoint cannot be rebuilt; the definitions that are not stated.
 */
export function queryLetter(record: TrialFile, related: readonly Trial[] = []): QueryLetter {
  const { trial } = record
  const { findings } = audit(trial, related)
  const compared = findings.filter(({ state }) => ['pass', 'note', 'fail'].includes(state))
  return {
    trial: trial.trial,
    report: trial.report ?? null,
    citations: Object.values(trial.sources).flatMap(({ citation, kind }) =>
      kind === 'outside' ? [] : [{ citation, primary: kind === 'primary' }],
    ),
    notRead: notRead(trial),
    checks: compared.length,
    agree: compared.filter(({ state }) => state === 'pass').length,
    disagreements: disagreements(record, related, findings),
    figures: requests(record),
    definitions: definitions(trial),
  }
}

/** Of the report itself; sources besides it are not asked about. */
function notRead({ sources, unreadable = [] }: Trial): readonly string[] {
  const notes = Object.values(sources).flatMap(({ kind, note }) =>
    kind === 'primary' && note !== undefined ? [note] : [],
  )
  return [...notes, ...unreadable.map(({ at, what }) => `${at}: ${what}`)]
}

function disagreements(
  { trial }: TrialFile,
  related: readonly Trial[],
  findings: readonly Finding[],
): readonly Disagreement[] {
  const prints = figurePrints(trial, related)
  const asked = findings.filter(
    ({ state, rule }) =>
      !ofOtherSources.includes(rule) && (state === 'fail' || (state === 'note' && !notForAuthors.includes(rule))),
  )
  const rank = ({ state, figures: [first = ''] }: Finding): number =>
    (state === 'fail' ? 0 : 2) + ((first.split('.')[0] ?? '') in trial.endpoints ? 0 : 1)
  return asked
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ state, figures, message, computation, resolve }) => ({
      state: state === 'fail' ? 'fail' : 'note',
      figures: figures.map((id) => {
        const { printed = null, source = null, at = null } = prints.get(id) ?? {}
        return { id, printed, source, at }
      }),
      about: aboutIn(trial, figures[0] ?? '', message),
      message,
      ...(computation !== undefined && { computation }),
      ...(resolve !== undefined && { resolve }),
    }))
}

/** "Overall survival, p-value": what an id speaks of, without what the message begins with. */
function aboutIn({ endpoints, tables, quantities }: Trial, id: string, message: string): string | null {
  const [name = '', , measure = ''] = id.split('.')
  const label = endpoints[name]?.label ?? tables?.[name]?.label ?? quantities?.[name]?.label
  if (label === undefined) return null
  const [what = '', time] = measure.replace(/#\d+$/u, '').split('@')
  const words = what === 'p-value' ? what : what.replaceAll('-', ' ')
  if (message.startsWith(words)) return label
  return [label, time === undefined ? words : `${words} at ${time}`].join(', ')
}

function requests(record: TrialFile): readonly FigureRequest[] {
  const { trial } = record
  const listed = completeness(trial).filter(({ state }) => state === 'not stated')
  const patients = listed.flatMap(({ item, where: [, arm] }) =>
    item.startsWith(patientsItem)
      ? [{ endpoint: null, figure: `number of patients, ${trial.arms[String(arm)]?.label ?? ''}`, worth: [] }]
      : [],
  )
  const endless: string[] = []
  const each = Object.entries(trial.endpoints).map(([id, endpoint]): readonly FigureRequest[] => {
    const { label, estimator } = endpoint
    if (estimator === 'descriptive') return []
    const collected = collect(record, id)
    const worth = collected.kind === 'evidence' ? missingFigureWorth(collected.evidence) : []
    if (worth.length > 0 && collected.kind === 'evidence' && printedLongest(collected.evidence) === null)
      endless.push(label)
    if (worth.length > 0) return byWorth(trial, endpoint, worth)
    if (/\b(immature|blinded)\b/iu.test(endpoint.note ?? '')) {
      return [{ endpoint: label, figure: 'its figures, once they can be told', worth: [] }]
    }
    return listed.flatMap(({ item, endpoint }) =>
      endpoint === id && figureItems.includes(item) ? [{ endpoint: label, figure: item, worth: [] }] : [],
    )
  })
  return [...patients, ...longestOf(endless), ...each.flat()]
}

/** Without it the end of the curves is an assumption, and nothing can be asked for beyond what the figures prove to have been followed. */
function longestOf(endpoints: readonly string[]): readonly FigureRequest[] {
  const [only] = endpoints
  if (only === undefined) return []
  const why = 'which says where the curves end'
  if (endpoints.length === 1) return [{ endpoint: only, figure: `longest follow-up, ${why}`, worth: [] }]
  return [{ endpoint: null, figure: `longest follow-up (${endpoints.join('; ')}), ${why}`, worth: [] }]
}

/** The same figure of several arms is one question. */
function byWorth(trial: Trial, endpoint: TrialEndpoint, worth: readonly FigureWorth[]): readonly FigureRequest[] {
  const asked = new Map<string, FigureRequest>()
  const longest = longestFollowUp(trial, endpoint)
  for (const { figure, arm, kind, time, shrinkage } of worth) {
    if (shrinkage < leastShrinkage || kind === 'events' || (time ?? 0) > longest) continue
    const label = trial.arms[arm]?.label
    const ofArms = label !== undefined && figure.endsWith(`, ${label}`) ? figure.slice(0, -label.length - 2) : figure
    const printed = kind === 'survival-interval' ? time : null
    const words = inPrintUnit(inWordsOf(endpoint, ofArms), printed, endpoint['time unit'] ?? trial['time unit'])
    const one = { arm: label ?? 'all', shrinkage }
    asked.set(words, { endpoint: endpoint.label, figure: words, worth: [...(asked.get(words)?.worth ?? []), one] })
  }
  return [...[...asked.values()].slice(0, mostFigures), ...eventsOfArms(trial, endpoint, worth)]
}

/** "survival at 24 months" as the endpoint calls it: progression-free survival, patients still in response, patients without the event; the restricted mean of time, not of survival. */
function inWordsOf(endpoint: TrialEndpoint, figure: string): string {
  const own = endpoint.label.replace(/^[A-Z](?=[a-z])/u, (first) => first.toLowerCase())
  const words = startsWithResponse(endpoint)
    ? 'patients still in response'
    : /survival/iu.test(own)
      ? own
      : 'patients without the event'
  return figure.replace(/\bsurvival(?= at )/u, words).replace('restricted mean survival time', 'restricted mean time')
}

/** A total leaves open who had the events: asked for last, however little it narrows the band, as hazard ratios and bounds rest on it. */
function eventsOfArms(trial: Trial, endpoint: TrialEndpoint, worth: readonly FigureWorth[]): readonly FigureRequest[] {
  const without = Object.entries(endpoint.arms).filter(([, { events }]) => events === undefined)
  const total = endpoint.events?.total
  const own = worth.filter(({ kind }) => kind === 'events')
  if (without.length === 0 || own.length === 0) return []
  if (total !== undefined) {
    const figure = `number of events of each arm (of ${total.count}; only the total is printed)`
    return [{ endpoint: endpoint.label, figure, worth: worthOf(trial, own) }]
  }
  const requests = [
    { figure: 'number of events of each arm', worth: worthOf(trial, own, (arm) => arm in trial.arms) },
    { figure: 'number of events of all arms together', worth: worthOf(trial, own, (arm) => !(arm in trial.arms)) },
  ]
  return requests.flatMap((it) => (it.worth.length === 0 ? [] : [{ endpoint: endpoint.label, ...it }]))
}

function worthOf(
  trial: Trial,
  figures: readonly FigureWorth[],
  isOf: (arm: string) => boolean = () => true,
): FigureRequest['worth'] {
  return figures.flatMap(({ arm, shrinkage }) =>
    isOf(arm) && shrinkage >= leastShrinkage ? [{ arm: trial.arms[arm]?.label ?? 'all', shrinkage }] : [],
  )
}

function definitions(trial: Trial): QueryLetter['definitions'] {
  const open = completeness(trial).filter(
    ({ state, item }) => state === 'not stated' && !figureItems.includes(item) && !item.startsWith(patientsItem),
  )
  return [...new Set(open.map(({ endpoint }) => endpoint))].map((endpoint) => ({
    endpoint: endpoint === null ? null : (trial.endpoints[endpoint]?.label ?? endpoint),
    items: open.filter((it) => it.endpoint === endpoint).map(({ item }) => item),
  }))
}
