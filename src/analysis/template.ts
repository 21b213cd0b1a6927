import { type TemplateScenario, templateScenarios } from './template-scenarios.ts'

/** What a new plan takes from a record that is named for it. */
export interface TemplateRecord {
  readonly record: string
  readonly trial: string
  readonly endpoint: string
  readonly label: string
  readonly event: string
  readonly clock: string
  readonly population: string
  /** Labels, the control arm first. */
  readonly arms: readonly string[]
  readonly randomised: boolean
}

/**
 * The text of a new plan: the reference scenario filled in as far as it can be, the others as examples behind "#". Unfilled it
 * parses as YAML, and `check` says field by field what is still missing; with a record it runs as it is.
 */
export function planTemplate(id: string, from?: TemplateRecord): string {
  const [control, ...others] = from?.arms ?? []
  const compared = others.length > 0
  const given = (text: string | undefined): string => (text === undefined ? '' : ` ${JSON.stringify(text)}`)
  const contrasts =
    from !== undefined && !compared ? '' : ', milestone difference 12, rmst 12, rmst difference 12, hazard ratio'
  const treatment = compared ? `${others.join(', ')} against ${control ?? ''}` : control
  return `# yaml-language-server: $schema=../data/plan.schema.json
# A plan: one question, put to one endpoint of one or more records. \`remeier check FILE\` says what is missing,
# \`remeier report FILE\` writes reports/${id}/.
# Everything that a paper does not report is an assumption: write it as a sentence, it is printed in the report.
id: ${id}
title:${given(from && `${from.trial}: ${from.label}`)}
question:${given(from && `What do the printed figures of ${from.trial} say about ${from.label.toLowerCase()}?`)}
records: [${from?.record ?? ''}]                     # ids of files under data/trials, such as [karmma-3-2023]
endpoint: ${from?.endpoint ?? 'pfs'}                   # a name under "endpoints" in the record
time unit: months               # of every time in this plan: days | weeks | months | years
seed: 1                         # any whole number; the same seed gives the same report
draws: 1000                     # reconstruction draws for the spread of each number, 0 to 10000
written:${from === undefined ? '' : ' after seeing results'}                        # before seeing results | after seeing results
# events | median | hazard ratio | log-rank | milestone TIME | milestone difference TIME | rmst TIME | rmst difference TIME
measures: [events, median, milestone 12${contrasts}]

scenarios:
  # Every plan has exactly one "as published": what everything else is set beside.
  - id: as-published
    label: As published
    method: as published
    role: reference
    data: reconstructed
    identification: ${from === undefined || (from.randomised && compared) ? 'randomised' : 'none'}    # none with one arm, or where the arms were not randomised
    question:${given(from && `What does the paper report of ${from.label.toLowerCase()}?`)}
    # The five attributes of an estimand, ICH E9(R1).
    estimand: &published
      treatment:${given(treatment)}
      population:${given(from?.population)}
      variable:${given(from && variableOf(from))}
      intercurrent events:${given(from && 'Not described in this plan: name each with its strategy')}      # each with its strategy
      summary:${given(from && `Median; survival at 12 months${compared ? '; differences; hazard ratio' : ''}`)}
    assumptions:
      - The curves were rebuilt from printed figures; between and beyond those the shape is the model's.

  # Every other method follows, behind "#". To use one, take the "#" and the space after it away where the record has what it needs, and put its
  # names, numbers and sentences right. docs/plan-format.md says what each field holds.

${templateScenarios.map(commented).join('\n')}`
}

/** The record says what it knows; what it does not is not made up. */
function variableOf({ label, clock, event }: TemplateRecord): string {
  const start = clock === 'not stated' ? 'a start that the record does not state' : clock
  return `${label}: time from ${start} to ${event === 'not stated' ? 'the event, which the record does not describe' : event}`
}

/** A scenario behind "#", ready to be taken into the plan. */
function commented(it: TemplateScenario): string {
  const { about, id, label, method, role, data, identification, question, fields, estimand, assumption } = it
  const lines = [
    `- id: ${id}`,
    ...[`label: ${label}`, `method: ${method}`, `role: ${role}`, `data: ${data}`, `identification: ${identification}`]
      .concat(`question: ${question}`, fields, estimandLines(estimand), 'assumptions:', `  - ${assumption}`)
      .map((line) => `  ${line}`),
  ]
  return `  # ${about}:\n${lines.map((line) => `  # ${line}\n`).join('')}`
}

/** A sensitivity analysis has the estimand of the reference. */
function estimandLines(estimand: TemplateScenario['estimand']): readonly string[] {
  if (estimand === undefined) return ['estimand: *published']
  return [
    'estimand:',
    '  treatment: Assignment to the experimental arm against assignment to the control arm',
    `  population: ${estimand.population}`,
    '  variable: Time from randomisation to the event',
    `  intercurrent events: "${estimand.events}"`,
    `  summary: ${estimand.summary}`,
  ]
}
