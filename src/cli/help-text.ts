/** What `--help` says. */

export const description =
  'Rebuild Kaplan-Meier curves from the figures that a paper prints, re-analyse them under sensitivity scenarios, and report every rebuilt number beside the reported one.'

export const after = `
A project is a folder with
  data/trials/<trial>-<year>.yaml   records: what a paper prints, as it prints it
  analyses/<question>.yaml          plans: which records, endpoint, measures and scenarios
  reports/<question>/               what "remeier report" makes of a plan

From a paper to a report:
  remeier new trial my-trial-2026                 a record to fill in
  remeier check data/trials/my-trial-2026.yaml    what is missing, what does not fit
  remeier rebuild data/trials/my-trial-2026.yaml  the curves, and reported beside rebuilt
  remeier new analysis my-question --record my-trial-2026   a plan that runs as it is
  remeier report analyses/my-question.yaml --format html,pptx   the report, and slides

Exit codes:
  0  fine; notes and accepted findings never change it
  1  figures contradict each other and the record does not accept it, a figure that went in did not come
     back as printed, or (report --check, schema --check) a file is stale
  2  wrong use, or a file that cannot be read

"remeier COMMAND --help" explains a command.`

export const check = {
  description: `Reads records and plans and compares the printed figures with each other. Problems come one a line, all at once:
file:line:column rule message (expected, found, how to mend).`,
  after: `
Examples:
  remeier check                                   everything in this project
  remeier check data/trials/karmma-3-2023.yaml    one record
  remeier check --json | jq '.diagnostics[].message'

Exit codes: 0 fine, 1 an unaccepted contradiction, 2 a file that cannot be read.
A contradiction that the paper really prints is accepted in the record, by rule and figure id, with a reason.`,
} as const

export const rebuild = {
  // One line: the terminal's width wraps it.
  description:
    'Rebuilds each endpoint that has a median, a landmark, numbers at risk, or events of every arm over a median follow-up: draws the curves, sets every reported figure beside its rebuilt twin, predicts each figure from the others (an estimate and its limits are left out together), and lists the assumptions.',
  after: `
Examples:
  remeier rebuild data/trials/karmma-3-2023.yaml --endpoint pfs
  remeier rebuild data/trials/karmma-3-2023.yaml --endpoint pfs --out rebuilt
  remeier rebuild --out rebuilt                   all records
  remeier rebuild RECORD --endpoint pfs --information
  remeier rebuild RECORD --endpoint pfs --curve control=control.csv --curve new=new.csv
  remeier rebuild --curve curves.csv --at-risk risk.csv --events control=51 --out rebuilt

Digitised curves: with --curve the curves are those that were read off a figure, and the printed figures bind the patients. Files
of WebPlotDigitizer, DigitizeIt, ScanIt, survHE, IPDfromKM, reconstructKM, kmdata and ipdfc are read as they come; what was
cleaned is listed. docs/digitised-curves.md has the layouts and the rules.

Information: which printed figure pins the curve where, how well each stretch is known, and which figures that the paper
does not print would narrow the band most: what to ask its authors for. docs/information.md defines the words.

Files: with --out, ipd.csv (pseudo-patients, no persons), curve.csv and fidelity.csv, with --information information.csv too; in
DIR itself where one endpoint is asked for, in DIR/<record>/<endpoint>/ where there are several. The same seed gives the same files.

Exit codes: 0 fine, 1 a missed figure or an unaccepted contradiction, 2 a file that cannot be read, an endpoint that
cannot be rebuilt although it was asked for by name, or nothing that can be rebuilt.`,
} as const

export const report = {
  description: `Builds the report of each plan: report.md, results.csv, ipd.csv, curve.csv, fidelity.csv, charts (Vega-Lite and SVG),
provenance.json: these are always written, and belong into version control. --format says what is built besides, and left out of it:
  html   report.html and supplement.html for a browser, without script or network (the default)
  png    png/, each figure at twice its size
  pdf    report.pdf, A4, tagged, with an outline
  pptx   slides.pptx, for a journal club: each title is a finding, tables and curves can be edited, sources are in the notes
SOURCE_DATE_EPOCH sets the date that PDF and slides carry; without it they carry the first day of 2000.`,
  after: `
Examples:
  remeier report                                  every plan of this project
  remeier report analyses/karmma-3.yaml
  remeier report --check                          for CI: is what is committed what the plans give?
  remeier report --check --annotate --junit report.xml --summary "$GITHUB_STEP_SUMMARY"
  remeier report analyses/karmma-3.yaml --format html,pdf,pptx
  remeier report analyses/karmma-3.yaml --print | less

The same plan and records give the same bytes, with any number of --workers. A report is written whole or not at all; interrupted (Ctrl-C, exit 130)
the command leaves those that were finished, and the others as they were.

A report whose plan, records and program are the same as before is not built again: it is kept in node_modules/.cache/remeier, or in .remeier-cache
where the project has no node_modules; both may be deleted at any time. --check builds everything anew, and so does --no-cache.

Exit codes: 0 fine, 1 a stale report (--check), a missed figure or an unaccepted contradiction, 2 a file that cannot be read.`,
} as const

export const audit = {
  description: `Compares the printed figures of records with each other by every rule. Says what does not agree, worst first, with the
figures, the computation and what would settle it; then how many comparisons of each rule agree; then which rules could not
have failed or had nothing to compare. Records of the same trial, given together or in one folder, are compared too.`,
  after: `
Examples:
  remeier audit data/trials/karmma-3-2023.yaml
  remeier audit --json | jq '.files[].tally'
  remeier audit --format sarif > audit.sarif      for code scanning
  remeier audit --format junit > audit.xml        for the test page of a CI server
  remeier audit --format github                   annotations: the ten worst
  remeier audit --rules                           what is compared, and how closely

Exit codes: 0 fine, 1 an unaccepted contradiction, 2 a file that cannot be read.
docs/audit.md explains rules, states and formats.`,
} as const

export const begin = {
  description: `Writes a file to fill in: data/trials/NAME.yaml or analyses/NAME.yaml. Never writes over one.`,
  after: `
Examples:
  remeier new trial my-trial-2026
  remeier new analysis my-question --record my-trial-2026
  remeier new analysis my-question --record my-trial-2026 --endpoint os

With --record the plan runs as it is. Its times are those at which the paper's figures pin every curve; its other scenarios
stand behind "#" with the record's names, and what the record cannot carry is left out and named.`,
} as const

export const schema = {
  description: `Writes data/trial.schema.json and data/plan.schema.json, the formats of records and plans as JSON Schema. Editors that read the
first line of a file complete its fields and mark mistakes while you type.`,
} as const
