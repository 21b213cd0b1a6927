/**
 * The text of a new record: every field that a paper with two arms and one survival endpoint needs, in reading order, each
 * with a word of help. Unfilled it parses as YAML, and `check` says field by field what is still missing.
 */
export function trialTemplate(id: string): string {
  return `# yaml-language-server: $schema=../trial.schema.json
#
# Fill in what the paper prints, as it prints it: "66.0%", "13.3 (11.8 to 16.1)", "NR (34.5-NE)", "<0.001".
# A figure that the paper does not print: delete its line. A definition that it does not give: "not stated".
# Quotes are needed around text that holds ": " or " #", that begins with > | * & ! % @, or that holds a comma inside { }.
# \`remeier check FILE\` tells what is missing and what does not fit. All fields: docs/record-format.md.
id: ${id}
trial:                          # name of the trial
registration: not stated        # such as NCT03651128
time unit: months               # days | weeks | months | years
interval level: 95%

sources:
  paper:
    citation:                   # authors, title, journal, year, volume, pages
    doi: not stated
    kind: primary               # primary: the trial's own report | secondary: someone else about it | outside

# A trial without a control group: keep one arm, with role: single. Three arms: one more line, and one more under each "arms" and in the flow.
# The names (experimental, control) become part of every figure's id: choose short ones, such as ide-cel and standard, and write them in every place.
arms:
  experimental: {label: , role: experimental}
  control: {label: , role: control}

design:
  allocation: not stated        # "2:1", or none
  blinding: not stated          # open label, double blind
  enrolment: not stated         # 2019-05 to 2022-04
  cutoff: not stated            # 2022-04-18
  # sample size: 304            # where only the total is printed: take the "#" away, and delete the flow

# How many patients each arm has.
# Chains are stages of which each is part of the one before: [randomised: 254, treated: 250, infused: 225].
# Numbers that stand in no chain go under besides: {bridged: 213}.
flow:
  experimental:
    chains: [[randomised: ]]
  control:
    chains: [[randomised: ]]

# Delete it all if the paper prints no follow-up. It is used where "from" is the clock of the endpoint.
follow-up:
  median:                       # "18.6"
  range:                        # "0.4 to 35.4"
  from: not stated              # randomisation, enrolment, apheresis, infusion
  definition: unknown           # reverse Kaplan-Meier | potential (to the cut-off) | observed | survivors only | unknown
  at:                           # section, paragraph, table or page

# One block for each time-to-event endpoint; copy it for overall survival (os: class death).
# To be rebuilt it needs a figure that says when: a median, survival at a time, a restricted mean, numbers at risk, or events of every arm with a median follow-up.
endpoints:
  pfs:
    label: Progression-free survival
    event: progression or death
    class: progression-like     # progression-like (seen at visits) | death | other
    clock: not stated           # where time starts: randomisation, enrolment, apheresis, infusion
    population: randomised      # a stage of the flow
    assessor: not stated        # independent review committee, investigator
    criteria: not stated        # IMWG 2016
    visits: not stated          # monthly for 24 months, then every 3 months
    censoring: not stated
    arms:
      experimental:
        median:                 # "13.3 (11.8 to 16.1)", "NR (34.5-NE)"
        survival: {}            # percentages at times: {6: 73%, 12: 55%}
        # rmst: {24: 17.3 (16.1 to 18.5)}     # restricted mean survival time by its end tau
        events:                 # patients with the event: 120
        # at risk: {0: 254, 6: 170, 12: 96}
      control:
        median:
        survival: {}
        events:
    # events: {total: 242}      # where only the total over the arms is printed
    contrast:                   # the experimental against the control arm; with three arms begin with arm: and versus:
      hazard ratio: {printed: , model: not stated, stratified: not stated, at: }
      p: {printed: , test: not stated, stratified: not stated}
    at:                         # where these figures stand

# tables:                       # responses and other proportions
#   response:
#     label: Best overall response
#     population: randomised
#     columns: [{arm: experimental, of: 254}, {arm: control, of: 132}]
#     form: count (percent)
#     rows:
#       Overall response: [181 (71), 55 (42)]
#     at: Table 2

# quantities:                   # doses, times and other figures
#   onset: {label: Time to onset of fever, about: time course, statistic: median (range), unit: days, values: {experimental: 1 (1 to 14)}}
# claims:                       # words that rest on a figure
#   - {words: a 51% lower risk, printed: 51%, kind: relative reduction, rests on: [pfs.experimental-vs-control.hazard-ratio], at: Discussion}
`
}
