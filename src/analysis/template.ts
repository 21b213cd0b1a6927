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

  # To use one of these, take the "#" and the space after it away, and put its names and sentences right.

  # Those who were infused, for each assumption about those who were not:
  # - id: infused
  #   label: The infused
  #   method: infused from itt
  #   role: supplementary
  #   data: reconstructed
  #   identification: assumption
  #   question: What was the curve of those who were infused, for each assumption about the others?
  #   arm: experimental
  #   control: control
  #   infused: {stage: infused, of: randomised}       # names in the flow of the record
  #   waiting: [0]                                    # of those not infused, how many would still be
  #   not infused:
  #     - {id: fail-at-once, label: all failed at once, survival: all fail, at: 0}
  #     - {id: exponential, label: median 3 months, survival: exponential, median: 3}
  #     - {id: as-control, label: as the control arm, survival: as control}
  #     - {id: none-fails, label: none failed, survival: none fails}
  #   estimand:
  #     treatment: Assignment to the experimental arm against assignment to the control arm
  #     population: Those of the experimental arm who were infused, and the whole control arm
  #     variable: Time from randomisation to the event
  #     intercurrent events: Not being infused (principal stratum)
  #     summary: Survival at 12 months
  #   assumptions:
  #     - What happened to those who were not infused is not reported; each variant is an assumption.

  # Whether any assumption about them reaches a difference:
  # - id: bounds
  #   label: Bounds over those not infused
  #   method: bounds over the not infused
  #   role: supplementary
  #   data: reconstructed
  #   identification: bounded
  #   question: Can any survival of those not infused bring the difference at 12 months to 0?
  #   arm: experimental
  #   control: control
  #   infused: {stage: infused, of: randomised}
  #   milestone: 12
  #   target: 0
  #   estimand:
  #     treatment: Assignment to the experimental arm against assignment to the control arm
  #     population: Those of the experimental arm who were infused, and the whole control arm
  #     variable: Time from randomisation to the event
  #     intercurrent events: Not being infused (principal stratum)
  #     summary: Difference of survival at 12 months
  #   assumptions:
  #     - The curve of the whole arm is fixed at the rebuilt one.

  # How informative drop-out must have been for the lower limit of a milestone difference to reach a target:
  # - id: informative-censoring
  #   label: Informative drop-out
  #   method: informative censoring
  #   role: sensitivity
  #   data: simulated
  #   identification: assumption
  #   question: How much worse must those who dropped out have done for the result to fall?
  #   arm: experimental
  #   control: control
  #   other arm: at random                            # at random | opposite
  #   drop-out: {from: the reconstruction}            # or {from: an assumed share, share: 0.5, before: 12}
  #   milestone: 12
  #   estimand:
  #     treatment: Assignment to the experimental arm against assignment to the control arm
  #     population: All randomised patients
  #     variable: Time from randomisation to the event
  #     intercurrent events: Dropping out (hypothetical, without dropping out)
  #     summary: Difference of survival at 12 months
  #   assumptions:
  #     - After dropping out a patient of the experimental arm has delta times the hazard of those who stayed.
`
}
