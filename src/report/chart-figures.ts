import { agreement } from '../chart/agreement.ts'
import { agreementMap } from '../chart/agreement-map.ts'
import { curveFigure } from '../chart/curve-figure.ts'
import { reportedAgainstRebuilt } from '../chart/reported-against-rebuilt.ts'
import { evidenceTimeline } from '../chart/evidence-timeline.ts'
import { forestPages } from '../chart/forest-pages.ts'
import { tippingCurve, tippingRows } from '../chart/tipping-curve.ts'
import { trimmed } from '../result/format.ts'
import { formatEstimate } from '../result/measure-format.ts'
import type { EndpointText, Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { slug } from './blocks.ts'
import type { Block, Figure } from './document.ts'
import { fidelityTable } from './fidelity-section.ts'
import { figureData } from './figure-data.ts'
import { labels } from './labels.ts'
import { scenarioCharts } from './scenario-charts.ts'
import { sweeps } from './sweeps.ts'
import type { Sweep } from './sweeps.ts'

/** The charts of a report where its sections want them. */
export interface ChartFigures {
  readonly curves: (trial: string, endpoint: string) => readonly Block[]
  readonly fidelity: readonly Block[]
  /** Which printed figure pins the curve where. */
  readonly evidence: readonly Block[]
  /** Every picture that the rows of a scenario make. */
  readonly scenario: (scenario: string) => readonly Block[]
  /** The forest of the first quantity of each trial and endpoint, and those of the others. */
  readonly leadForests: readonly Block[]
  readonly otherForests: readonly Block[]
  readonly tipping: readonly Block[]
  readonly agreement: readonly Block[]
}

/** The charts of a report with their captions, their sentence for those who do not see them, and the numbers behind them. */
export function chartFigures(results: Results): ChartFigures {
  const all = targets(results)
  const leads = all.filter(
    (it, at) => all.findIndex(({ trial, endpoint }) => trial === it.trial && endpoint === it.endpoint) === at,
  )
  return {
    curves: (trial, endpoint) =>
      results.endpoints.filter((it) => it.trial === trial && it.id === endpoint).flatMap((it) => curve(results, it)),
    fidelity: results.endpoints.flatMap((it) => fidelity(results, it)),
    evidence: results.endpoints.flatMap((it) => evidence(results, it)),
    scenario: (scenario) => results.endpoints.flatMap((it) => scenarioFigures(results, it, scenario)),
    leadForests: leads.flatMap((it) => forest(results, it)),
    otherForests: all.filter((it) => !leads.includes(it)).flatMap((it) => forest(results, it)),
    tipping: sweeps(results).flatMap((it) => tipping(results, it)),
    agreement: results.endpoints.flatMap((it) => agreed(results, it)),
  }
}

const block = (figure: Figure): readonly Block[] => [{ kind: 'figure', number: '', figure }]

/** File name of a chart: the trial is part of it only where there are several. */
function fileName(results: Results, trial: string, ...parts: readonly string[]): string {
  return slug([...(results.trials.length > 1 ? [trial] : []), ...parts].join(' '))
}

const labelOf = (results: Results, { trial, id }: EndpointText): string => labels(results).endpoint(trial, id)

const belongsTo =
  (endpoint: EndpointText) =>
  (it: { readonly trial: string; readonly endpoint: string }): boolean =>
    it.trial === endpoint.trial && it.endpoint === endpoint.id

function curve(results: Results, endpoint: EndpointText): readonly Block[] {
  if (!results.curves.some(belongsTo(endpoint))) return []
  const spec = curveFigure(results, { trial: endpoint.trial, endpoint: endpoint.id })
  return block({
    id: fileName(results, endpoint.trial, endpoint.id, 'curve'),
    spec,
    caption:
      `${labelOf(results, endpoint)}: the curves rebuilt from the printed figures, and the printed figures on them as diamonds. ` +
      `The shading is the model’s 95% band, pointwise${notCalibrated(results)}; it depends on the prior.`,
    alt: spec.description ?? endpoint.label,
    data: figureData.curve(results, results.risk.filter(belongsTo(endpoint))),
  })
}

function fidelity(results: Results, endpoint: EndpointText): readonly Block[] {
  const rows = results.fidelity.filter(belongsTo(endpoint))
  if (rows.length === 0) return []
  const spec = reportedAgainstRebuilt(results, { trial: endpoint.trial, endpoint: endpoint.id })
  return block({
    id: fileName(results, endpoint.trial, endpoint.id, 'reported rebuilt'),
    spec,
    caption:
      `${labelOf(results, endpoint)}: each printed figure, its rebuilt twin, and what the others predict for it (an estimate and its limits left out ` +
      `together) with a 95% prediction interval${notCalibrated(results)}.`,
    alt: spec.description ?? endpoint.label,
    data: fidelityTable(results, rows, labelOf(results, endpoint)),
  })
}

type Target = Pick<Row, 'trial' | 'endpoint' | 'measure' | 'time' | 'arm' | 'versus'>

const sameTarget = (a: Target, b: Target): boolean =>
  a.trial === b.trial &&
  a.endpoint === b.endpoint &&
  a.measure === b.measure &&
  a.time === b.time &&
  a.arm === b.arm &&
  a.versus === b.versus

/** What a scenario gives and the published result of its trial has too: contrasts, or where there are none what is known of the arm. */
function targets(results: Results): readonly Row[] {
  const published = results.rows.filter(
    (it) => it.role === 'reference' && it.origin === 'rebuilt' && !notLinedUp.has(it.measure),
  )
  const changed = results.rows.filter((it) => it.role !== 'reference' && it.origin !== 'tipping')
  const shared = published.filter((it) => changed.some((other) => sameTarget(it, other) && !sameNumber(it, other)))
  const first = shared.filter((it, at) => shared.findIndex((other) => sameTarget(it, other)) === at)
  const compared = new Set(first.flatMap((it) => (it.versus === '' ? [] : [it.trial])))
  return first.filter((it) => it.versus !== '' || !compared.has(it.trial))
}

/** A scenario that gives the published result again adds nothing to it. */
const sameNumber = (a: Row, b: Row): boolean => b.origin !== 'bound' && formatEstimate(a) === formatEstimate(b)

/** A p-value is no size of an effect, a number needed to treat jumps at no difference, and a ratio of means has its difference beside it. */
const notLinedUp = new Set(['p-value', 'number-needed-to-treat', 'rmst-ratio'])

function forest(results: Results, target: Row): readonly Block[] {
  const { trial, endpoint, measure, time, arm, versus } = target
  const what = labels(results).ofTrial(trial, labels(results).quantity(target))
  const at = time === null ? '' : trimmed(time)
  const pages = forestPages(results, { trial, endpoint, measure, time, arm, versus })
  return pages.flatMap(({ spec, rows }, page) => {
    const [number, of] = pages.length === 1 ? ['', ''] : [String(page + 1), ` (${page + 1} of ${pages.length})`]
    return block({
      id: fileName(results, trial, endpoint, 'forest', measure, at, arm, versus, number),
      spec,
      caption: `${what}${of}: every scenario beside the reference (the published result, rebuilt). Of a sweep the ends are drawn.${mixed(rows)}`,
      alt: spec.description ?? what,
      data: figureData.estimates(results, rows),
    })
  })
}

/** What the lines of a forest do not share, so that nobody reads a difference of clocks or patients as one of assumptions. */
function mixed(rows: readonly Row[]): string {
  const of = (key: 'clock' | 'population'): readonly string[] =>
    [...new Set(rows.map((it) => it[key]))]
      .filter((it) => it !== '')
      .map((it) => (it === 'not stated' ? 'a start that is not stated' : it))
  const [clocks, populations] = [of('clock'), of('population')]
  return [
    ...(clocks.length > 1 ? [` The lines do not share a clock: time is counted from ${clocks.join('; ')}.`] : []),
    ...(populations.length > 1 ? [` They are not all of the same patients: ${populations.join('; ')}.`] : []),
  ].join('')
}

function scenarioFigures(results: Results, endpoint: EndpointText, scenario: string): readonly Block[] {
  const target = { trial: endpoint.trial, endpoint: endpoint.id, scenario }
  const own = (it: { readonly trial: string; readonly endpoint: string; readonly scenario: string }): boolean =>
    belongsTo(endpoint)(it) && it.scenario === scenario
  const [rows, curves] = [results.rows.filter(own), results.scenarioCurves.filter(own)]
  return scenarioCharts.flatMap(({ name, draws, spec: draw, caption, ofEndpoint, data }) => {
    if (!draws(rows, curves)) return []
    const spec = draw(results, target)
    const figure = {
      id: fileName(results, endpoint.trial, endpoint.id, name, scenario),
      spec,
      caption:
        ofEndpoint === false
          ? `${labels(results).ofTrial(endpoint.trial, labels(results).scenario(scenario))}. ${caption}`
          : `${labelOf(results, endpoint)}. ${caption}`,
      alt: spec.description ?? endpoint.label,
      data: data(results, target),
    }
    return block(figure)
  })
}

function evidence(results: Results, endpoint: EndpointText): readonly Block[] {
  const curves = results.curves.filter((it) => belongsTo(endpoint)(it) && it.interval === 'reconstruction')
  if (curves.length === 0) return []
  const spec = evidenceTimeline(results, { trial: endpoint.trial, endpoint: endpoint.id })
  return block({
    id: fileName(results, endpoint.trial, endpoint.id, 'evidence'),
    spec,
    caption: `${labelOf(results, endpoint)}: the printed figures at the times of which they speak, over the width of the model’s band${notCalibrated(results)}.`,
    alt: spec.description ?? endpoint.label,
    data: figureData.evidence(results, results.reported.filter(belongsTo(endpoint))),
  })
}

function tipping(results: Results, { target, rows }: Sweep): readonly Block[] {
  const spec = tippingCurve(results, target)
  const { trial, endpoint, scenario, parameter, measure, time, variant = '', method = '' } = target
  const at = time === null ? '' : trimmed(time)
  return block({
    id: fileName(results, trial, endpoint, 'tipping', scenario, parameter, measure, at, variant, method),
    spec,
    caption: `${labels(results).ofTrial(trial, labels(results).scenario(scenario))}: the result against ${labels(results).parameter(trial, parameter)}${tippingRows(results, target).length > 0 ? ', and where the conclusion changes' : ''}.`,
    alt: spec.description ?? parameter,
    data: figureData.estimates(results, rows),
  })
}

function agreed(results: Results, endpoint: EndpointText): readonly Block[] {
  const { comparisons } = agreement(results, endpoint.trial, endpoint.id)
  if (comparisons.length === 0) return []
  const spec = agreementMap(results, { trial: endpoint.trial, endpoint: endpoint.id })
  return block({
    id: fileName(results, endpoint.trial, endpoint.id, 'agreement'),
    spec,
    caption:
      `${labelOf(results, endpoint)}: which printed figures the audit set side by side, and how that came out. A figure with many comparisons is well ` +
      'supported; one with few could be misprinted and nobody would know.',
    alt: spec.description ?? endpoint.label,
    data: figureData.agreement(comparisons.map((it) => it.finding)),
  })
}

const notCalibrated = (results: Results): string =>
  results.analysis.calibrated === true ? '' : ', not calibrated (on held-out trials coverage has not been measured)'
