import { isWholeArm } from './population.ts'
import type { Path } from './spans.ts'
import type { Trial, TrialEndpoint } from './trial.ts'

export type Completeness = 'reported' | 'not stated' | 'not applicable'

/** Something that a reader needs in order to know what a time-to-event figure means, and whether the paper says it. */
export interface CompletenessItem {
  readonly item: string
  /** `null` for what concerns the whole report. */
  readonly endpoint: string | null
  readonly state: Completeness
  /** Where the record says it, or would. */
  readonly where: Path
}

type Answer = readonly [item: string, state: Completeness, where: Path]

/**
 * The completeness list of a record: the attributes of the estimand [ICH2019], the items of CONSORT 2025 [Hopewell2025] and CONSORT-Outcomes
 * [Butcher2022] that concern time-to-event figures, and what a reconstruction needs to know. An item that does not arise (a hazard ratio
 * without a control arm) is `not applicable`; a field that is left out and one that says "not stated" are both `not stated`.
 */
export function completeness(trial: Trial): readonly CompletenessItem[] {
  const general = ofReport(trial).map((it) => toItem(it, null))
  const endpoints = Object.entries(trial.endpoints).flatMap(([id, endpoint]) =>
    ofEndpoint(trial, id, endpoint).map((it) => toItem(it, id)),
  )
  return [...general, ...endpoints]
}

function toItem([item, state, where]: Answer, endpoint: string | null): CompletenessItem {
  return { item, endpoint, state, where }
}

function ofReport(trial: Trial): readonly Answer[] {
  const arms = Object.entries(trial.arms)
  if (arms.length === 0) return []
  const single = arms.some(([, { role }]) => role === 'single')
  const { design } = trial
  return [
    ['registration', said(trial.registration), ['registration']],
    ['allocation ratio', single ? 'not applicable' : said(design?.allocation?.words), ['design', 'allocation']],
    ['dates of enrolment', said(design?.enrolment?.first), ['design', 'enrolment']],
    ['data cut-off', said(design?.cutoff?.date), ['design', 'cutoff']],
    ...arms.map(([name, it]): Answer => [`treatment of ${name}`, said(it.treatment), ['arms', name, 'treatment']]),
    ...arms.map(([name, it]): Answer => {
      const first = trial.flow?.[name]?.chains[0]?.[0]
      const counted = it.n !== undefined || (first !== undefined && isWholeArm(first.stage))
      return [`number of patients of ${name}`, given(counted), ['flow', name]]
    }),
  ]
}

function ofEndpoint(trial: Trial, id: string, it: TrialEndpoint): readonly Answer[] {
  const at = (...rest: readonly string[]): Path => ['endpoints', id, ...rest]
  const curve = it.estimator !== 'descriptive'
  const arms = Object.entries(it.arms)
  const each = (has: (arm: TrialEndpoint['arms'][string]) => boolean): Completeness =>
    given(arms.length > 0 && arms.every(([, arm]) => has(arm)))
  const competing = /death/iu.test(it.event) ? 'not applicable' : said(it.competing?.words)
  const followUp = it['follow-up'] ?? trial['follow-up']
  return [
    ['event', said(it.event), at('event')],
    ['start of time', said(it.clock), at('clock')],
    ['population', said(it.population), at('population')],
    [
      'intercurrent events and their strategy',
      given(it['intercurrent events'] !== undefined),
      at('intercurrent events'),
    ],
    ['assessor', it.class === 'death' ? 'not applicable' : said(it.assessor.words), at('assessor')],
    ['criteria', it.class === 'death' ? 'not applicable' : said(it.criteria.words), at('criteria')],
    ['schedule of assessments', said(it.visits.words), at('visits')],
    ['censoring rules', curve ? said(it.censoring.words) : 'not applicable', at('censoring')],
    ['competing events', competing, at('competing')],
    [
      'definition of follow-up',
      given(followUp !== undefined && followUp.definition !== 'unknown'),
      followUpPath(it, id),
    ],
    ['median of each arm', each(({ median }) => median !== undefined), at('arms')],
    ['events of each arm', each(({ events }) => events !== undefined), at('arms')],
    ['numbers at risk', curve ? each((arm) => arm['at risk'] !== undefined) : 'not applicable', at('arms')],
    ...ofRatio(id, it),
  ]
}

function followUpPath(it: TrialEndpoint, id: string): Path {
  return it['follow-up'] === undefined ? ['follow-up'] : ['endpoints', id, 'follow-up']
}

/** The effect, and what kind of number it is. */
function ofRatio(id: string, it: TrialEndpoint): readonly Answer[] {
  const compared = Object.keys(it.arms).length > 1 && it.estimator !== 'descriptive'
  const ratio = it.contrast?.['hazard ratio']
  const p = it.contrast?.p
  const path = ['endpoints', id, 'contrast']
  const about = (of: object | undefined, state: Completeness): Completeness =>
    compared && of !== undefined ? state : 'not applicable'
  const definition = [...path, 'hazard ratio']
  return [
    ['hazard ratio', compared ? given(ratio !== undefined) : 'not applicable', definition],
    ['model of the hazard ratio', about(ratio, said(ratio?.model)), definition],
    ['strata of the hazard ratio', about(ratio, said(ratio?.stratified)), definition],
    ['covariates of the hazard ratio', about(ratio, said(ratio?.adjusted)), definition],
    ['weights of the hazard ratio', about(ratio, said(ratio?.weighted)), definition],
    ['test of the p-value', about(p, said(p?.test)), [...path, 'p']],
    ['sides of the p-value', about(p, said(p?.sides)), [...path, 'p']],
  ]
}

function said(value: unknown): Completeness {
  return given(value !== undefined && value !== 'not stated')
}

function given(holds: boolean): Completeness {
  return holds ? 'reported' : 'not stated'
}
