import { type TemplateScenario, templateScenarios } from './template-scenarios.ts'

/**
 * The text of a new plan: the reference scenario filled in as far as it can be, the others as examples behind "#". Unfilled it
 * parses as YAML, and `check` says field by field what is still missing.
 */
export function planTemplate(id: string): string {
  return `# yaml-language-server: $schema=../data/plan.schema.json
# A plan: one question, put to one endpoint of one or more records. \`remeier check FILE\` says what is missing,
# \`remeier report FILE\` writes reports/${id}/.
# Everything that a paper does not report is an assumption: write it as a sentence, it is printed in the report.
id: ${id}
title:
question:
records: []                     # ids of files under data/trials, such as [karmma-3-2023]
endpoint: pfs                   # a name under "endpoints" in the record
time unit: months               # of every time in this plan: days | weeks | months | years
seed: 1                         # any whole number; the same seed gives the same report
draws: 1000                     # reconstruction draws for the spread of each number, 0 to 10000
written:                        # before seeing results | after seeing results
# events | median | hazard ratio | log-rank | milestone TIME | milestone difference TIME | rmst TIME | rmst difference TIME
measures: [events, median, milestone 12, milestone difference 12, rmst 12, rmst difference 12, hazard ratio]

scenarios:
  # Every plan has exactly one "as published": what everything else is set beside.
  - id: as-published
    label: As published
    method: as published
    role: reference
    data: reconstructed
    identification: randomised    # none with one arm, or where the arms were not randomised
    question:
    # The five attributes of an estimand, ICH E9(R1).
    estimand: &published
      treatment:
      population:
      variable:
      intercurrent events:      # each with its strategy
      summary:
    assumptions:
      - The curves were rebuilt from printed figures; between and beyond those the shape is the model's.

  # Every other method follows, behind "#". To use one, take the "#" and the space after it away where the record has what it needs, and put its
  # names, numbers and sentences right. docs/plan-format.md says what each field holds.

${templateScenarios.map(commented).join('\n')}`
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
