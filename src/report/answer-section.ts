import type { EndpointText, FidelityRow, Results } from '../result/frames.ts'
import { formatEstimate, formatInterval, intervalName, measureFormat } from '../result/measure-format.ts'
import { fixed, trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { blocks, strong } from './blocks.ts'
import type { Block, Inline } from './document.ts'
import { figureName } from './fidelity-section.ts'
import { inWords } from './in-words.ts'
import { isExtrapolated } from './is-extrapolated.ts'
import { changedScenarios, labels } from './labels.ts'

/** One sentence that answers from the published result as rebuilt, the question, what warrants the answer, and what to mind in reading it. */
export function answerSection(results: Results): readonly Block[] {
  const name = labels(results)
  return [
    ...answers(results),
    blocks.paragraph(strong('Question. '), results.analysis.question),
    blocks.paragraph(strong('What warrants the answer. '), ...warrant(results)),
    ...results.scenarios
      .filter((it) => it.role === 'reference' && it.finding !== '')
      .map((it) =>
        blocks.paragraph(
          strong('Read with care. '),
          it.trial === undefined ? it.finding : name.ofTrial(it.trial, it.finding),
        ),
      ),
  ]
}

/** One sentence; of several trials one each, under its name. */
function answers(results: Results): readonly Block[] {
  const one = (title: string, text: string): Block => ({ kind: 'note', tone: 'answer', title, text: [text] })
  const [first, ...others] = results.endpoints
  if (first === undefined) return [one('In one sentence', undetermined)]
  if (others.length === 0) return [one('In one sentence', answer(results, first))]
  return results.endpoints.map((it) => {
    const trial = labels(results).trial(it.trial)
    const text = answer(results, it)
    return one(trial, text.startsWith(`${trial}: `) ? text.slice(trial.length + 2) : text)
  })
}

/** What each scenario found, in its own words. */
export function foundSection(results: Results): readonly Block[] {
  const name = labels(results)
  const found = changedScenarios(results).filter((it) => it.finding !== '')
  if (found.length === 0) return []
  return [
    blocks.section('What the scenarios found'),
    blocks.list(found.map((it) => [strong(`${name.scenario(it.id)} `), `(${roleOf(it.role)}): `, it.finding])),
  ]
}

const roleOf = (role: Row['role']): string => inWords.role[role][0].toLowerCase()

/** Contrasts of the published result, as rebuilt: relative first, then absolute at the latest time. */
export function headline(results: Results, { trial, id }: EndpointText): readonly Row[] {
  const rebuilt = results.rows.filter(
    (it) => it.role === 'reference' && it.origin === 'rebuilt' && it.trial === trial && it.endpoint === id,
  )
  const main = mainContrast(results, trial, rebuilt)
  const latest = (measure: string): readonly Row[] =>
    rebuilt
      .filter((it) => it.measure === measure && it.arm === main?.arm && it.versus === main.versus)
      .sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
      .slice(-1)
  const contrasts = [...latest('hazard-ratio'), ...latest('survival-difference')]
  return contrasts.length > 0 ? contrasts : ofArms(rebuilt)
}

/** The median of each arm; where no printed figure pins it, the latest survival that one does. */
function ofArms(rebuilt: readonly Row[]): readonly Row[] {
  return rebuilt.flatMap((median) => {
    if (median.measure !== 'median') return []
    const pinned = rebuilt
      .filter((it) => it.arm === median.arm && it.measure === 'survival' && it.status === 'ok')
      .sort((a, b) => (b.time ?? 0) - (a.time ?? 0))
    return median.status === 'ok' || median.reported !== '' ? [median] : [pinned[0] ?? median]
  })
}

/** The contrast that the paper's hazard ratio is about; where it prints none, the first experimental arm against control. */
function mainContrast(results: Results, trial: string, rebuilt: readonly Row[]): Row | undefined {
  const contrasts = rebuilt.filter((it) => it.versus !== '')
  const arms = results.trials.find((it) => it.id === trial)?.arms ?? []
  const experimental = arms.find((it) => it.role === 'experimental')?.id
  return (
    contrasts.find((it) => it.measure === 'hazard-ratio' && it.reported !== '') ??
    contrasts.find((it) => it.arm === experimental) ??
    contrasts[0]
  )
}

const undetermined = 'The printed figures do not determine the result: see the limits.'

/** One sentence for an endpoint; of several trials each says where its time starts and whom it is about, as these differ. */
function answer(results: Results, endpoint: EndpointText): string {
  const { trial, id, clock, population } = endpoint
  const rows = headline(results, endpoint)
  const name = labels(results)
  const several = results.endpoints.length > 1
  const row = rows[0]
  if (row === undefined) return several ? `${name.trial(trial)}: ${undetermined}` : undetermined
  const parts = rows.map((it) => {
    const who = it.versus === '' ? ` in ${name.arm(it.trial, it.arm)}` : ''
    return `${phrase(it)}${who}${asReported(results, it)}`
  })
  const whom = `${population}, time from ${clock === 'not stated' ? 'a start that is not stated' : clock}`
  const reached = several ? notReached(results, trial) : ''
  const of = several ? `(${whom}${reached})` : `of ${name.trial(trial)}${row.versus === '' ? ` (${whom})` : ''}`
  const contrast =
    row.versus === '' ? '' : ` ${name.arm(trial, row.arm)} compared with ${name.arm(trial, row.versus)} gives`
  return `${name.endpoint(trial, id)} as rebuilt from the printed figures ${of}:${contrast} ${parts.join(' and ').replace(/,$/, '')}.`
}

/** "; 29 of 254 randomised not infused", where the plan asks about them. */
function notReached(results: Results, trial: string): string {
  const reached = results.trials.find((it) => it.id === trial)?.reached
  if (reached === undefined) return ''
  const { total, count, of, stage } = reached
  return `; ${total - count} of ${total} ${of} not ${stage}`
}

/** "a hazard ratio of 0.49 (95% CI 0.38–0.65)". */
function phrase(row: Row): string {
  const { name, unit } = measureFormat(row.measure)
  const at = row.time === null ? '' : ` at ${trimmed(row.time)} months`
  const article = row.measure === 'survival' ? '' : 'a '
  if (row.estimate === null)
    return `${article}${name}${at} that is ${formatEstimate({ ...row, lower: null, upper: null })}`
  const value = formatEstimate({ ...row, lower: null, upper: null })
  const interval = formatInterval(row.measure, row.lower, row.upper)
  const spread = row.reported === '' ? formatInterval(row.measure, row.spreadLower, row.spreadUpper) : null
  const said = [
    ...(interval === null ? [] : [`${intervalName(row.level)} ${interval}`]),
    ...(spread === null ? [] : [`reconstruction spread ${spread}`]),
  ]
  const around = said.length === 0 ? '' : ` (${said.join('; ')})`
  return `${article}${name}${at} of ${value}${unit === '' ? '' : ` ${unit}`}${around}`
}

function asReported(results: Results, row: Row): string {
  if (row.reported !== '' && row.verdict === 'not-comparable')
    return `, not comparable with the printed ${row.reported}, whose definition differs${definitionOf(results, row)},`
  if (row.reported !== '') return `, reported as ${row.reported},`
  const beyond = isExtrapolated(results, row) ? ' and beyond what its figures pin, so the model’s alone' : ''
  if (row.estimate === null) return beyond === '' ? '' : `, not printed in the paper${beyond}`
  const rests =
    row.lower !== null && modelledAtRisk(results, row) ? ' (its interval rests on modelled numbers at risk)' : ''
  return `, not printed in the paper${printedParts(results, row)}${beyond}${rests}`
}

/** What a printed hazard ratio counts, as the rebuilt one counts every event. */
function definitionOf({ endpoints }: Results, { trial, endpoint, measure }: Row): string {
  const of = endpoints.find((it) => it.trial === trial && it.id === endpoint)?.hazardRatioDefinition ?? ''
  return measure !== 'hazard-ratio' || of === '' ? '' : ` (${of})`
}

/** ", whose 75.9% and 48.6% make 27.3": a difference of printed survival, which the rebuilt patients meet only to a patient. */
function printedParts({ reported }: Results, { trial, endpoint, arm, versus, measure, time }: Row): string {
  if (measure !== 'survival-difference') return ''
  const [own, other] = [arm, versus].map((id) =>
    reported.find(
      (it) =>
        it.trial === trial &&
        it.endpoint === endpoint &&
        it.arm === id &&
        it.measure === 'survival' &&
        it.time === time &&
        it.estimate !== null,
    ),
  )
  if (own === undefined || other === undefined) return ''
  const [first, second] = [own, other].map((it) => /^[\d.·]+\s*%?/u.exec(it.printed)?.[0] ?? it.printed)
  const decimals = Math.max(...[own, other].map((it) => /^\d+[.·](\d+)/u.exec(it.printed)?.[1]?.length ?? 0))
  return `, whose ${first} and ${second} make ${fixed(100 * ((own.estimate ?? 0) - (other.estimate ?? 0)), decimals)}`
}

/** Whether the paper prints no number at risk after the start in some arm of the row. */
function modelledAtRisk(results: Results, { trial, endpoint, arm, versus }: Row): boolean {
  return [arm, ...(versus === '' ? [] : [versus])].some(
    (id) =>
      !results.fidelity.some(
        (it) =>
          it.trial === trial &&
          it.endpoint === endpoint &&
          it.arm === id &&
          it.measure === 'at-risk' &&
          (it.time ?? 0) > 0,
      ),
  )
}

function warrant(results: Results): readonly Inline[] {
  const bases = results.endpoints.flatMap((endpoint) => {
    const row = headline(results, endpoint)[0]
    if (row === undefined) return []
    return [
      {
        trial: labels(results).trial(row.trial),
        text: `The data are ${inWords.data[row.data][1]}; ${identifies(results, row)}. `,
      },
    ]
  })
  const texts = [...new Set(bases.map((it) => it.text))]
  const whose = (text: string): string =>
    texts.length === 1 ? '' : `${bases.flatMap((it) => (it.text === text ? [it.trial] : [])).join(', ')}: `
  return [...texts.map((it) => `${whose(it)}${it}`), cameBack(results), ' ', heldOut(results), calibration(results)]
}

/** What the first number says of a cause: nothing, unless arms are compared. */
function identifies(results: Results, { trial, versus, identification }: Row): string {
  if (versus !== '') return `the comparison is identified ${inWords.identification[identification][1]}`
  const arms = results.trials.find((it) => it.id === trial)?.arms.length ?? 0
  const none = arms === 1 ? 'there is one arm and no comparison' : 'no arms are compared here'
  return `${none}, so that no effect of treatment is identified`
}

function cameBack(results: Results): string {
  const inputs = results.fidelity.filter((it) => it.role === 'input')
  const missed = inputs.filter((it) => it.verdict === 'missed')
  if (inputs.length === 0) return 'No printed figure went into the reconstruction.'
  const apart = inputs.filter((it) => it.verdict === 'not-comparable' && it.measure !== 'patients')
  const shown =
    apart.length === 0
      ? ''
      : ` ${apart.length === 1 ? 'One figure' : `${apart.length} figures`} went in by a definition that the rebuilt patients do not have (“not comparable” in the table).`
  if (missed.length === 0) {
    const which = apart.length === 0 ? '' : ' and can be compared'
    return `Every printed figure that went in${which} comes back at printed precision, which checks the machinery and validates nothing.${shown}`
  }
  return `Of the printed figures that went in, these do not come back at printed precision: ${named(results, missed)}.${shown}`
}

export function heldOut(results: Results): string {
  const tested = results.fidelity.filter((it) => it.predictionVerdict !== '')
  const outside = tested.filter((it) => it.predictionVerdict === 'contradicted')
  if (tested.length === 0) return 'No figure could be predicted from the others, so nothing here is validated.'
  if (outside.length === 0) {
    if (tested.length === 1)
      return 'The one figure that could be held out lies inside the 95% interval predicted from the others.'
    const groups = new Set(tested.map(groupOf)).size
    const together =
      groups === 1 ? 'left out together' : `left out in ${groups} groups (an estimate and its limits together)`
    const held = groups === tested.length ? '' : `, ${together},`
    return `Each of the ${tested.length} figures that could be held out${held} lies inside the 95% interval predicted from the others; they depend on each other, so these are not as many independent tests.`
  }
  return `Held out, these figures lie outside the 95% interval predicted from the others: ${named(results, outside)}.`
}

/** An estimate and its limits are predicted from a fit that has seen none of them. */
export const groupOf = ({ trial, endpoint, arm, measure, time }: FidelityRow): string =>
  [trial, endpoint, arm, measure.replace(/-(lower|upper)$/, ''), time ?? ''].join(' ')

/** "survival at 12 months, Standard regimen (printed 30%)", trial by trial where there are several. */
function named(results: Results, rows: readonly FidelityRow[]): string {
  const name = labels(results)
  const trials = [...new Set(rows.map((it) => it.trial))]
  return trials
    .map((trial) => {
      const own = rows.filter((it) => it.trial === trial)
      const each = own.map(
        (it) => `${sentenceCase(figureName(it))}, ${name.arm(trial, it.arm)} (printed ${it.reported})`,
      )
      return name.ofTrial(trial, each.join('; '))
    })
    .join('. ')
}

const sentenceCase = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

const calibration = (results: Results): string =>
  results.analysis.calibrated === true
    ? ''
    : ' For figures of this kind the coverage of the model’s intervals has not been measured.'
