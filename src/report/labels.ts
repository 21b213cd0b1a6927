import { parameterAt, parameterName, parameterOfArm } from '../chart/parameter-words.ts'
import type { EndpointText, Results, ScenarioText, TrialText } from '../result/frames.ts'
import { formatParameter, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { secondParameter } from '../result/second-parameter.ts'

/** What the ids in the rows are called on the page. An id without a text of its own is printed as it stands. */
export interface Labels {
  readonly trial: (id: string) => string
  /** With several trials, the name of one before a text that does not have it yet. */
  readonly ofTrial: (trial: string, text: string) => string
  /** Arms, contrasts `a-vs-b` and `all`. */
  readonly arm: (trial: string, id: string) => string
  /** With several trials, their name before it. */
  readonly endpoint: (trial: string, id: string) => string
  /** With several trials, and where it was run for one of them, its name before it. */
  readonly scenario: (id: string) => string
  /** "Survival at 12 months"; with the time as the plan writes it where that is in another unit: "Survival at 12 weeks (2.76 months)". */
  readonly measure: (measure: string, time: number | null) => string
  /** A swept parameter: "delta of Ide-cel", "multiple of the hazard of the control arm". */
  readonly parameter: (trial: string, parameter: string) => string
  /** A swept parameter at a value: "delta of Ide-cel 1.4", "0.634 times the hazard of the control arm"; the name alone without a value. */
  readonly parameterAt: (trial: string, parameter: string, value: number | null) => string
  /** What a row varies, with its second parameter in words: "delta of Standard regimen 0.147". */
  readonly variant: (row: Pick<Row, 'trial' | 'variant'>) => string
  /** "Survival at 12 months, Ide-cel", "Hazard ratio, Ide-cel against Standard regimen". */
  readonly quantity: (row: Pick<Row, 'trial' | 'arm' | 'versus' | 'measure' | 'time'>) => string
}

/** Labels of everything that a set of results names. */
export function labels(results: Results): Labels {
  const trial = (id: string): string => find(results.trials, id)?.label ?? id
  const several = results.trials.length > 1
  const ofTrial = (of: string, text: string): string =>
    several && !names(text, trial(of)) ? `${trial(of)}: ${text}` : text
  const arm = (of: string, id: string): string => {
    if (id === 'all') return 'All arms'
    const [one, other] = id.split('-vs-')
    if (one !== undefined && other !== undefined) return `${arm(of, one)} against ${arm(of, other)}`
    const own = find(results.trials, of)?.arms.find((it) => it.id === id)
    return own?.label ?? find(results.borrowed ?? [], id)?.label ?? id
  }
  const measure = (of: string, time: number | null): string => {
    const label = measureLabel(of, time)
    const own = results.analysis.times?.find((it) => it.months === time)?.printed
    return own === undefined
      ? label
      : label.replace(/(?<= (?:at|up to) )[\d.]+ months?/u, (months) => `${own} (${months})`)
  }
  const ofArm = (of: string, parameter: string): string =>
    parameterOfArm(parameter, find(results.trials, of)?.arms ?? [])
  const at = (of: string, parameter: string, value: number | null): string =>
    value === null
      ? parameterName(ofArm(of, parameter))
      : parameterAt(ofArm(of, parameter), formatParameter(parameter, value))
  return {
    trial,
    ofTrial,
    arm,
    parameter: (of, parameter) => at(of, parameter, null),
    parameterAt: at,
    variant: (row) => {
      const second = secondParameter(row.variant)
      if (second === null) return row.variant
      const words = at(row.trial, second.parameter, second.value)
      return second.asked === '' ? words : `${second.asked}; ${words}`
    },
    measure,
    endpoint: (of, id) => ofTrial(of, results.endpoints.find((it) => it.trial === of && it.id === id)?.label ?? id),
    scenario: (id) => {
      const text = find(results.scenarios, id)
      return text?.trial === undefined ? (text?.label ?? id) : ofTrial(text.trial, text.label)
    },
    quantity: (row) => {
      const who = row.versus === '' ? row.arm : `${row.arm}-vs-${row.versus}`
      const name = measure(row.measure, row.time)
      return who === '' ? name : `${name}, ${arm(row.trial, who)}`
    },
  }
}

/** The trial of a row where there are several, else nothing, so that the column of a table vanishes. */
export function trialColumn(results: Results): (row: Pick<Row, 'trial'>) => string {
  const name = labels(results)
  return results.trials.length > 1 ? ({ trial }) => name.trial(trial) : () => ''
}

/** Experimental arm first, then control, then what has no contrast: the order of columns on the page. */
export function armsInOrder(trial: TrialText): TrialText['arms'] {
  const rank = { experimental: 0, single: 0, control: 1 }
  return [...trial.arms].sort((a, b) => rank[a.role] - rank[b.role])
}

/** Endpoints with their trial, in the order of the results. */
export function endpointsWithTrial(
  results: Results,
): readonly { readonly endpoint: EndpointText; readonly trial: TrialText }[] {
  return results.endpoints.flatMap((endpoint) => {
    const trial = find(results.trials, endpoint.trial)
    return trial === undefined ? [] : [{ endpoint, trial }]
  })
}

/** Scenarios that change something: all but the published result. */
export function changedScenarios(results: Results): readonly ScenarioText[] {
  return results.scenarios.filter((it) => it.role !== 'reference')
}

function find<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item | undefined {
  return items.find((it) => it.id === id)
}

/** "KarMMa" is not named by "KarMMa-3". */
const names = (text: string, name: string): boolean =>
  text.split(name).some((after, at) => at > 0 && !/^[\w-]/u.test(after))
