import type { Verdict } from './verdict.ts'

/** One number of an analysis. The keys stand in this order in every file. */
export interface Row {
  readonly analysis: string
  readonly trial: string
  readonly endpoint: string
  readonly scenario: string
  readonly variant: string
  readonly method: string
  readonly role: 'reference' | 'sensitivity' | 'supplementary' | 'diagnostic'
  readonly population: string
  readonly clock: string
  readonly arm: string
  readonly versus: string
  /** survival | median | rmst | hazard-ratio | survival-difference | rmst-difference | rmst-ratio | events | at-risk | p-value | tipping-value ... */
  readonly measure: string
  /** Months; null where the measure has no time. */
  readonly time: number | null
  /** Name of the swept parameter and its value in this row. */
  readonly parameter: string
  readonly value: number | null
  readonly estimate: number | null
  /** Sampling interval at `level`. */
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number | null
  readonly standardError: number | null
  /** 2.5% and 97.5% points over the reconstruction draws. */
  readonly spreadLower: number | null
  readonly spreadUpper: number | null
  readonly origin: 'reported' | 'rebuilt' | 'scenario' | 'bound' | 'tipping'
  /** The paper's figure as printed, where it printed this one. */
  readonly reported: string
  /** Estimate minus reported. */
  readonly difference: number | null
  readonly verdict: Verdict | ''
  readonly status:
    | 'ok'
    | 'infeasible'
    | 'none-in-range'
    | 'multiple-roots'
    | 'extrapolated'
    | 'not-reached'
    | 'not-estimable'
    | 'refused'
  readonly data: 'counts' | 'reconstructed' | 'simulated'
  readonly identification: 'randomised' | 'bounded' | 'assumption' | 'none'
  readonly assumption: string
  readonly nEvent: number | null
  readonly seed: number | null
  readonly draws: number | null
  /** Source ids and places, separated by "; ". */
  readonly sources: string
}

export const rowColumns = [
  'analysis',
  'trial',
  'endpoint',
  'scenario',
  'variant',
  'method',
  'role',
  'population',
  'clock',
  'arm',
  'versus',
  'measure',
  'time',
  'parameter',
  'value',
  'estimate',
  'lower',
  'upper',
  'level',
  'standardError',
  'spreadLower',
  'spreadUpper',
  'origin',
  'reported',
  'difference',
  'verdict',
  'status',
  'data',
  'identification',
  'assumption',
  'nEvent',
  'seed',
  'draws',
  'sources',
] as const satisfies readonly (keyof Row)[]
