import { lowerFirst } from '../result/lower-first.ts'
import { forestRows } from '../chart/scenario-forest.ts'
import { attainable, estimated } from '../chart/scenario-ranges.ts'
import { range, trimmed } from '../result/format.ts'
import type { EndpointText, Results } from '../result/frames.ts'
import { formatEstimate, formatInterval, formatValue, intervalName, measureFormat } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { groupOf, headline } from './answer-section.ts'
import { auditTally, tallyInWords } from './audit-tally.ts'
import { isExtrapolated } from './is-extrapolated.ts'
import { armsInOrder, changedScenarios, labels } from './labels.ts'

/** The finding of each slide as a sentence. All numbers stand in the rows; what is rebuilt is called rebuilt, and nothing is called an effect that is not identified. */
export const slideTitles = {
  design(results: Results): string {
    const trials = results.trials.map((trial) => {
      const named = (control: boolean): string =>
        armsInOrder(trial)
          .filter((it) => (it.role === 'control') === control)
          .map((it) => `${it.label} (n = ${it.patients}${it.basis === undefined ? '' : `, ${it.basis}`})`)
          .join(', ')
      return `${trial.label}: ${[named(false), named(true)].filter((it) => it !== '').join(' against ')}`
    })
    return trials.join('; ')
  },

  primary(results: Results, endpoint: EndpointText): string {
    const rows = headline(results, endpoint)
    const name = labels(results)
    const who = results.trials.length > 1 ? `${name.trial(endpoint.trial)}, ` : ''
    const label = who === '' ? endpoint.label : `${who}${lowerFirst(endpoint.label)}`
    if (rows.length === 0) return `${label}: the printed figures do not determine the result`
    return `${label}: ${rows.map((it) => `${said(it, it.versus === '' ? name.arm(it.trial, it.arm) : '')}${printed(results, it)}`).join('; ')}`
  },

  /** The latest time inside the evidence, else the latest of all, which is called the model's: the milestones of both arms and their difference. */
  effects(results: Results, endpoint: EndpointText): string {
    const name = labels(results)
    const rows = rebuilt(results, endpoint).filter((it) => it.estimate !== null)
    const of = (measure: string, status: Row['status']): Row | undefined =>
      rows
        .filter((it) => it.measure === measure && it.status === status && it.time !== null)
        .sort((a, b) => (b.time ?? 0) - (a.time ?? 0))[0]
    const latest = (measure: string): Row | undefined => of(measure, 'ok') ?? of(measure, 'extrapolated')
    const difference = latest('survival-difference')
    if (difference !== undefined) {
      const arm = (id: string): string => {
        const row = rows.find((it) => it.measure === 'survival' && it.time === difference.time && it.arm === id)
        return row === undefined || row.estimate === null
          ? ''
          : `${formatValue('survival', row.estimate)} with ${name.arm(row.trial, id)}`
      }
      const both = [arm(difference.arm), arm(difference.versus)].filter((it) => it !== '').join(', ')
      return `At ${trimmed(difference.time ?? 0)} months, rebuilt: ${both === '' ? '' : `${both}; `}${said(difference, '').replace(/^difference in survival at \S+ months/u, 'difference')}${beyond(results, difference)}`
    }
    const gained = latest('rmst-difference')
    if (gained !== undefined) return upperFirst(`${said(gained, '')}, rebuilt${beyond(results, gained)}`)
    const own = of('survival', 'ok') ?? rows.find((it) => it.measure === 'median') ?? of('survival', 'extrapolated')
    return own === undefined
      ? `${endpoint.label}: estimates`
      : upperFirst(`${said(own, name.arm(own.trial, own.arm))}, rebuilt${beyond(results, own)}`)
  },

  fidelity(results: Results, endpoint: EndpointText): string {
    const rows = results.fidelity.filter((it) => it.trial === endpoint.trial && it.endpoint === endpoint.id)
    const inputs = rows.filter((it) => it.verdict === 'reproduced' || it.verdict === 'missed')
    const back = inputs.filter((it) => it.verdict === 'reproduced').length
    const tested = rows.filter((it) => it.predictionVerdict !== '')
    const inside = tested.filter((it) => it.predictionVerdict === 'predicted').length
    const apart = rows.filter((it) => it.role === 'input').length - inputs.length
    const which = apart === 0 ? 'figures that went in' : 'figures that went in and can be compared'
    const others = apart === 0 ? '' : ` (${apart} more cannot)`
    const held =
      tested.length === 0
        ? 'none could be predicted from the others'
        : `${heldOutOf(tested)}, ${inside} of ${tested.length} lie inside their 95% prediction interval`
    return `${back} of ${inputs.length} ${which} come back, by construction${others}; ${held}`
  },

  /** Of several endpoints together. */
  heldOut(results: Results): string {
    const tested = results.fidelity.filter((it) => it.predictionVerdict !== '')
    const inside = tested.filter((it) => it.predictionVerdict === 'predicted').length
    const said = `${heldOutOf(tested)}, ${inside} of ${tested.length} figures lie inside their 95% prediction interval`
    return `${upperFirst(said)}: they depend on each other, so these are not as many tests`
  },

  /** The range over the scenarios of the measure that the forest shows, what bounds allow beyond it, and whether all are of the same patients. */
  scenarios(results: Results, target: Row): string {
    const all = forestRows(results, target)
    const rows = all.filter((it) => it.role !== 'reference' && it.origin !== 'tipping' && known(it))
    const values = estimated(rows).flatMap((it) => it.estimate ?? [])
    const reach = attainable(rows)
    const { name, unit } = measureFormat(target.measure)
    if ((values.length === 0 && reach === null) || target.estimate === null)
      return `${changedScenarios(results).length} scenarios beside the published result`
    const ends = (low: number, high: number): string =>
      range(formatValue(target.measure, low), formatValue(target.measure, high))
    const units = unit === '' ? '' : ` ${unit}`
    const over = [
      ...(values.length === 0 ? [] : [`${ends(Math.min(...values), Math.max(...values))}${units}`]),
      ...(reach === null
        ? []
        : [`${values.length === 0 ? '' : 'bounds over '}${ends(...reach)}${values.length === 0 ? units : ''}`]),
    ].join(', ')
    const count = new Set(rows.map((it) => it.scenario)).size
    const at = target.time === null ? '' : ` at ${trimmed(target.time)} months`
    const apart = [
      ...(rows.some((it) => it.status === 'infeasible') ? ['what the rebuilt curve contradicts'] : []),
      'sampling error',
    ].join(' and ')
    const whose = results.trials.length > 1 ? ` of ${labels(results).trial(target.trial)}` : ''
    const whom = new Set([target, ...rows].map((it) => it.population)).size > 1 ? ', not all of the same patients,' : ''
    return `${count === 1 ? 'In one scenario' : `Over ${count} scenarios`}${whose}${whom} the ${name}${at} runs over ${over}, ${apart} apart; as published, rebuilt: ${formatValue(target.measure, target.estimate)}`
  },

  /**
   * The first sentence of what a scenario found, or as many of its clauses as a title can hold; where the first clause is longer, its name. A question is no
   * finding.
   */
  scenario(results: Results, id: string): string {
    const text = results.scenarios.find((it) => it.id === id)
    const label = labels(results).scenario(id)
    const [sentence = ''] = (text?.finding ?? '').split(/(?<=[.?]) (?=[A-Z])/u)
    const clauses = clausesOf(sentence.replace(/\.$/u, ''))
    const again = text !== undefined && sentence.toLowerCase().startsWith(text.label.toLowerCase())
    const titles = clauses.map((_, at) => {
      const said = clauses.slice(0, clauses.length - at).join('; ')
      return again ? label.replace(text.label, said) : `${label}: ${lowerFirst(said)}`
    })
    return (sentence === '' ? undefined : titles.find((it) => it.length <= longest)) ?? label
  },

  tipping(results: Results): string {
    const rows = results.rows.filter((it) => it.origin === 'tipping')
    const none = rows.filter((it) => it.estimate === null).length
    return `${rows.length} tipping ${rows.length === 1 ? 'point' : 'points'} asked for: ${rows.length - none} found, ${none === 0 ? 'none' : none} not in the range searched`
  },

  audit: (results: Results): string => `The figures against each other: ${tallyInWords(auditTally(results.findings))}`,

  limits(results: Results): string {
    const inputs = results.fidelity.filter((it) => it.role === 'input').length
    return `Rebuilt from ${inputs} printed figures, not from patients: what these numbers cannot say`
  },
}

/** "hazard ratio 0.49 (95% CI 0.38–0.63)". */
export function said(row: Row, who: string): string {
  const { name, unit } = measureFormat(row.measure)
  const at =
    row.time === null ? '' : ` ${name.includes('restricted mean') ? 'up to' : 'at'} ${trimmed(row.time)} months`
  const value = formatEstimate({ ...row, lower: null, upper: null })
  const interval = row.estimate === null ? null : formatInterval(row.measure, row.lower, row.upper)
  return [
    `${name}${at}`,
    ...(who === '' ? [] : [`with ${who}`]),
    `${value}${unit === '' || row.estimate === null ? '' : ` ${unit}`}${interval === null ? '' : ` (${intervalName(row.level)} ${interval})`}`,
  ].join(' ')
}

/** "held out", "held out in 8 groups": an estimate and its limits are left out together. */
function heldOutOf(tested: Results['fidelity']): string {
  const groups = new Set(tested.map(groupOf)).size
  return groups === tested.length ? 'held out' : `held out in ${groups} ${groups === 1 ? 'group' : 'groups'}`
}

const known = (it: Row): boolean => it.estimate !== null || (it.lower !== null && it.upper !== null)

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What no printed figure reaches. */
const beyond = (results: Results, row: Row): string =>
  isExtrapolated(results, row) ? ', past the last printed figure: the model’s alone' : ''

/** What is printed by another definition than that of the rebuilt number says so: the two are not to be compared. */
function printed(results: Results, row: Row): string {
  const { reported, verdict } = row
  if (reported === '') return ` rebuilt, not printed${beyond(results, row)}`
  return ` rebuilt, ${reported} printed${verdict === 'not-comparable' ? ' by another definition' : ''}`
}

export const rebuilt = (results: Results, endpoint: EndpointText): readonly Row[] =>
  results.rows.filter(
    (it) =>
      it.role === 'reference' && it.origin === 'rebuilt' && it.trial === endpoint.trial && it.endpoint === endpoint.id,
  )

export const sameTarget = (a: Row, b: Row): boolean =>
  a.trial === b.trial &&
  a.endpoint === b.endpoint &&
  a.measure === b.measure &&
  a.time === b.time &&
  a.arm === b.arm &&
  a.versus === b.versus

/** Cut at semicolons, but never inside brackets. */
const clausesOf = (sentence: string): readonly string[] => sentence.split(/; (?![^(]*\))/u)

/** Letters that a title can hold in two or three lines. */
const longest = 230
