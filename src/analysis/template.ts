/**
 * The text of a new plan: the reference scenario filled in as far as it can be, the others as examples behind "#". Unfilled it
 * parses as YAML, and `check` says field by field what is still missing.
 */
export function planTemplate(id: string): string {
  return `# A plan: one question, put to one endpoint of one or more records. \`remeier check FILE\` says what is missing,
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
    estimand:
      treatment:
      population:
      variable:
      intercurrent events:      # each with its strategy
      summary:
    assumptions:
      - The curves were rebuilt from printed figures; between and beyond those the shape is the model's.

  # Those who were infused, for each assumption about those who were not:
  # - id: infused
  #   label:
  #   method: infused from itt
  #   role: supplementary
  #   data: reconstructed
  #   identification: assumption
  #   question:
  #   arm: experimental
  #   control: control
  #   infused: {stage: infused, of: randomised}       # names in the flow of the record
  #   waiting: [0]                                    # of those not infused, how many would still be
  #   not infused:
  #     - {id: fail-at-once, label: all failed at once, survival: all fail, at: 0}
  #     - {id: exponential, label: median 3 months, survival: exponential, median: 3}
  #     - {id: as-control, label: as the control arm, survival: as control}
  #     - {id: none-fails, label: none failed, survival: none fails}
  #   estimand: {treatment: , population: , variable: , intercurrent events: , summary: }
  #   assumptions: []

  # Whether any assumption about them reaches a difference:
  # - method: bounds over the not infused             # role: supplementary, identification: bounded
  #   milestone: 12
  #   target: 0

  # How informative drop-out must have been for the lower limit of a milestone difference to reach a target:
  # - method: informative censoring                   # role: sensitivity, data: simulated, identification: assumption
  #   other arm: at random                            # at random | opposite
  #   drop-out: {from: the reconstruction}            # or {from: an assumed share, share: 0.5, before: 12}
  #   milestone: 12
`
}
