import type { EndpointText, Results, ScenarioText, TrialText } from '../result/frames.ts'
import { blocks, strong } from './blocks.ts'
import type { Block, Text } from './document.ts'
import { armsInOrder, endpointsWithTrial, labels } from './labels.ts'
import { doiLink } from './references.ts'

/** Question and design: PICO, flow, follow-up with its definition, and what the published result assumes. */
export function designSection(results: Results): readonly Block[] {
  const several = results.trials.length > 1
  return [
    blocks.section('Question and design'),
    ...results.trials.flatMap((trial) => [
      ...(several ? [blocks.subsection(trial.label, trial.id)] : []),
      blocks.terms([...pico(results, trial), ...context(trial)]),
    ]),
    ...results.scenarios
      .filter((it) => it.role === 'reference' && it.assumptions.length > 0)
      .flatMap((it) => [blocks.paragraph(strong(assumptionsOf(results, it))), blocks.list(it.assumptions)]),
  ]
}

const assumptionsOf = (results: Results, { trial }: ScenarioText): string =>
  trial === undefined ? 'Assumptions of the reference' : `Assumptions of the reference, ${labels(results).trial(trial)}`

interface Term {
  readonly term: string
  readonly text: Text
}

function pico(results: Results, trial: TrialText): readonly Term[] {
  const endpoints = endpointsWithTrial(results)
    .filter((it) => it.trial.id === trial.id)
    .map((it) => it.endpoint)
  const arms = armsInOrder(trial)
  const list = (role: TrialText['arms'][number]['role'][]): string =>
    arms
      .filter((it) => role.includes(it.role))
      .map((it) => `${it.label} (n = ${it.patients}${it.basis === undefined ? '' : `, ${it.basis}`})`)
      .join('; ')
  const populations = [...new Set(endpoints.map((it) => it.population))].join('; ')
  return [
    { term: 'Population', text: populations },
    { term: 'Intervention', text: list(['experimental', 'single']) },
    { term: 'Comparison', text: list(['control']) },
    { term: 'Outcome', text: endpoints.map((it) => outcome(it)).join('; ') },
  ].filter((it) => it.text !== '')
}

function outcome(endpoint: EndpointText): string {
  const assessor =
    endpoint.assessor === ''
      ? ''
      : endpoint.assessor === 'not stated'
        ? ', assessor not stated'
        : `, assessed by ${endpoint.assessor}`
  const clock = endpoint.clock === 'not stated' ? 'start of time not stated' : `from ${endpoint.clock}`
  const event = endpoint.event === 'not stated' ? 'which events count not stated' : endpoint.event
  return `${endpoint.label}: ${event}, ${clock}${assessor}`
}

function context(trial: TrialText): readonly Term[] {
  const registration = trial.registration === '' ? [] : [{ term: 'Registration', text: trial.registration }]
  return [
    { term: 'Design', text: trial.design },
    { term: 'Follow-up', text: trial.followUp },
    ...armsInOrder(trial).flatMap((arm) => {
      const flow = trial.flow.filter((it) => it.arm === arm.id)
      return flow.map((it) => ({ term: `Flow, ${arm.label}`, text: stages(it.stages) }))
    }),
    ...registration,
    ...trial.sources.map((it) => ({ term: `Source (${it.kind})`, text: source(it) })),
  ].filter((it) => it.text !== '')
}

const stages = (flow: TrialText['flow'][number]['stages']): string =>
  flow.map((it) => `${it.stage} ${it.count}`).join(' → ')

function source(it: TrialText['sources'][number]): Text {
  return it.doi === '' ? it.citation : [`${it.citation} `, doiLink(it.doi)]
}
