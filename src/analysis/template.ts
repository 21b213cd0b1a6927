import { type TemplateNames, usualNames } from './template-names.ts'
import type { TemplateRecord } from './template-record.ts'
import { measuresAt } from './template-times.ts'
import { type TemplateNeed, type TemplateScenario, templateScenarios } from './template-scenarios.ts'

/**
 * The text of a new plan: the reference scenario filled in as far as it can be, the others as examples behind "#". Unfilled it
 * parses as YAML, and `check` says field by field what is still missing; with a record it runs as it is, its examples have the record's
 * names and times, and what the record cannot carry is left out.
 */
export function planTemplate(id: string, from?: TemplateRecord): string {
  const given = (text: string | undefined): string => (text === undefined ? '' : ` ${JSON.stringify(text)}`)
  const names = from?.names ?? usualNames
  const measures = from?.measures ?? measuresAt(['12'], true)
  const scenarios = templateScenarios(names)
  const offered = scenarios.filter((it) => it.needs.every((need) => from?.lacks.includes(need) !== true))
  return `# yaml-language-server: $schema=../data/plan.schema.json
# A plan: one question, put to one endpoint of one or more records. \`remeier check FILE\` says what is missing,
# \`remeier report FILE\` writes reports/${id}/.
# Everything that a paper does not report is an assumption: write it as a sentence, it is printed in the report.
id: ${id}
title:${given(from && `${from.trial}: ${from.label}`)}
question:${given(from && `What do the printed figures of ${from.trial} say about ${from.label.toLowerCase()}?`)}
records: [${from?.record ?? ''}]                     # ids of files under data/trials, such as [karmma-3-2023]
endpoint: ${from?.endpoint ?? 'pfs'}                   # a name under "endpoints" in the record
time unit: ${names.unit}               # of every time in this plan: days | weeks | months | years
seed: 1                         # any whole number; the same seed gives the same report
draws: 1000                     # reconstruction draws for the spread of each number, 0 to 10000
written:${from === undefined ? '' : ' after seeing results'}                        # before seeing results | after seeing results
# events | median | hazard ratio | log-rank | milestone TIME | milestone difference TIME | rmst TIME | rmst difference TIME
${from === undefined ? '' : `# ${from.whyTheseTimes}\n`}measures: [${measures.join(', ')}]

scenarios:
  # Every plan has exactly one "as published": what everything else is set beside.
  - id: as-published
    label: As published
    method: as published
    role: reference
    data: reconstructed
    identification: ${from === undefined || from.randomised ? 'randomised' : 'none'}    # none with one arm, or where the arms were not randomised
    question:${given(from && `What does the paper report of ${from.label.toLowerCase()}?`)}
    # The five attributes of an estimand, ICH E9(R1).
    estimand: &published
      treatment:${given(from?.treatment)}
      population:${given(from?.population)}
      variable:${given(from && names.variable)}
      intercurrent events:${given(from?.intercurrentEvents)}      # each with its strategy, as the paper says or as you choose
      summary:${given(from?.summary)}
    assumptions:
      - The curves were rebuilt from printed figures; between and beyond those the shape is the model's.

  # Every other method${from === undefined ? '' : ' for which the record has what it needs'} follows, behind "#". To use one, take the "#" and the space after it away, and put its ${from === undefined ? 'names, numbers' : 'numbers'}
  # and sentences right: they are examples. docs/plan-format.md says what each field holds.

${offered.map((it) => commented(it, names)).join('\n')}${leftOut(scenarios, from?.lacks ?? [])}`
}

const lacking: Readonly<Record<TemplateNeed, string>> = {
  'two arms': 'two arms of this endpoint',
  stages: 'stages of a flow, such as [randomised: 254, infused: 225]',
}

/** Methods that the record cannot carry, by what it lacks: nobody should look for them in vain. */
function leftOut(scenarios: readonly TemplateScenario[], lacks: readonly TemplateNeed[]): string {
  const lines = lacks.flatMap((need) => {
    const methods = scenarios.filter((it) => it.needs.find((one) => lacks.includes(one)) === need)
    return methods.length === 0
      ? []
      : [`  # Left out, because they need ${lacking[need]}: ${methods.map((it) => it.method).join(', ')}.\n`]
  })
  return lines.length === 0 ? '' : `\n${lines.join('')}`
}

/** A scenario behind "#", ready to be taken into the plan. */
function commented(it: TemplateScenario, names: TemplateNames): string {
  const { about, id, label, method, role, data, identification, question, fields, estimand, assumption } = it
  const lines = [
    `- id: ${id}`,
    ...[`label: ${label}`, `method: ${method}`, `role: ${role}`, `data: ${data}`, `identification: ${identification}`]
      .concat(`question: ${question}`, fields, estimandLines(estimand, names), 'assumptions:', `  - ${assumption}`)
      .map((line) => `  ${line}`),
  ]
  return `  # ${about}:\n${lines.map((line) => `  # ${line}\n`).join('')}`
}

/** A sensitivity analysis has the estimand of the reference. */
function estimandLines(
  estimand: TemplateScenario['estimand'],
  { treatment, variable }: TemplateNames,
): readonly string[] {
  if (estimand === undefined) return ['estimand: *published']
  return [
    'estimand:',
    `  treatment: ${JSON.stringify(treatment)}`,
    `  population: ${estimand.population}`,
    `  variable: ${JSON.stringify(variable)}`,
    `  intercurrent events: "${estimand.events}"`,
    `  summary: ${estimand.summary}`,
  ]
}
