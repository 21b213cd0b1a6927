import type { AuditRow, RuleRow } from './audit-results.ts'
import type { Row } from './row.ts'
import type { Verdict } from './verdict.ts'

/** One point of a curve: `curve.csv`, and what the curve figure draws. Survival is a proportion, time in months. */
export interface CurveRow {
  readonly trial: string
  readonly endpoint: string
  readonly arm: string
  /** `km`: Kaplan-Meier curve of the carrier; `smooth`: the model's estimate. */
  readonly series: 'km' | 'smooth'
  readonly time: number
  readonly survival: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** What lower and upper are: sampling interval (km), model band (smooth), or what the figures prove. */
  readonly interval: 'sampling' | 'reconstruction' | 'bound'
}

/** A censoring tick. */
export interface CensorRow {
  readonly trial: string
  readonly endpoint: string
  readonly arm: string
  readonly time: number
  readonly survival: number
}

/** One column of the number table under a curve. Censored and events are cumulative up to and including `time`; at risk is at `time`. */
export interface RiskRow {
  readonly trial: string
  readonly endpoint: string
  readonly arm: string
  readonly time: number
  readonly atRisk: number
  readonly censored: number
  readonly events: number
  /** As printed, where printed. */
  readonly reportedAtRisk: string
  /** True where nothing in the paper pins the split of events between the arms: a model's number. */
  readonly modelled: boolean
}

/** A reported figure as it is laid over a chart. Proportion, months or ratio; limits null where not printed. */
export interface ReportedRow {
  readonly trial: string
  readonly endpoint: string
  readonly figure: string
  readonly arm: string
  readonly measure: string
  readonly time: number | null
  /** As printed, with its interval: "13.3 (11.8 to 16.1)". */
  readonly printed: string
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number | null
  /** Which source prints it, and where. */
  readonly source?: string
}

/** `fidelity.csv`: one reported figure beside its rebuilt twin. `reported` and `rebuilt` are strings at printed precision. */
export interface FidelityRow {
  readonly trial: string
  readonly endpoint: string
  readonly figure: string
  readonly arm: string
  readonly measure: string
  readonly time: number | null
  readonly reported: string
  readonly rebuilt: string
  /** Of a time: the unit in which its paper prints it, and in which predicted, lower and upper are. */
  readonly unit?: 'days' | 'weeks' | 'months' | 'years'
  readonly role: 'input' | 'held-out'
  /** Prediction from all the other figures, with its 95% interval; null where none can be made. Same unit as the figure as printed. */
  readonly predicted: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly z: number | null
  readonly verdict: Verdict
  /** The verdict of the held-out prediction. */
  readonly predictionVerdict: 'predicted' | 'contradicted' | ''
  readonly source: string
}

/** A curve under a scenario, with the stretches that no curve can have. */
export interface ScenarioCurveRow {
  readonly trial: string
  readonly endpoint: string
  readonly scenario: string
  readonly variant: string
  readonly arm: string
  readonly parameter: string
  readonly value: number | null
  readonly time: number
  /** Raw: may leave [0, 1] or rise. */
  readonly survival: number
  /** The nearest proper curve (running minimum, clipped). */
  readonly repaired: number
  readonly feasible: boolean
  /** Of a curve that is no estimate but an end of what can be at all. */
  readonly bound?: 'lower' | 'upper'
}

/** One comparison of the audit; where it stands in the record's file is for those who edit that. */
export interface FindingRow extends Omit<AuditRow, 'line' | 'column'> {
  readonly trial: string
}

/** The five attributes of ICH E9(R1). */
export interface EstimandText {
  readonly scenario: string
  readonly label: string
  readonly role: Row['role']
  readonly treatment: string
  readonly population: string
  readonly variable: string
  readonly intercurrentEvents: string
  readonly summary: string
}

export interface ArmText {
  readonly id: string
  readonly label: string
  readonly role: 'control' | 'experimental' | 'single'
  readonly patients: number
  /** Of a number of patients that no document prints; absent: printed. */
  readonly basis?: 'inferred' | 'assumed'
}

export interface SourceText {
  readonly id: string
  readonly citation: string
  readonly doi: string
  readonly kind: 'primary' | 'secondary' | 'outside'
}

/** What is said about a trial around its numbers. */
export interface TrialText {
  readonly id: string
  readonly label: string
  readonly registration: string
  readonly design: string
  readonly followUp: string
  readonly flow: readonly {
    readonly arm: string
    readonly stages: readonly { readonly stage: string; readonly count: number }[]
  }[]
  readonly arms: readonly ArmText[]
  /** Patients of an arm who got to a stage, of how many: the infused of all, where the plan asks about them. */
  readonly reached?: {
    readonly arm: string
    readonly stage: string
    readonly count: number
    readonly of: string
    readonly total: number
  }
  readonly sources: readonly SourceText[]
  /** What a reader needs to know of the report and of the endpoints shown, and whether the record has it. */
  readonly completeness: readonly CompletenessText[]
}

export interface CompletenessText {
  readonly item: string
  /** Empty for what concerns the whole report. */
  readonly endpoint: string
  readonly state: 'reported' | 'not stated' | 'not applicable'
}

export interface EndpointText {
  readonly trial: string
  readonly id: string
  readonly label: string
  readonly event: string
  readonly clock: string
  readonly population: string
  readonly assessor: string
  readonly horizon: number
  /** Months after which no reported figure pins the curve any more; the figure pales there. */
  readonly lastEvidence: number
  /** By arm, the first and last time at which a reported figure pins its curve; null where none does. */
  readonly pinned?: readonly {
    readonly arm: string
    readonly label: string
    readonly first: number | null
    readonly last: number | null
  }[]
  readonly hazardRatioDefinition: string
}

export interface ScenarioText {
  readonly id: string
  /** Of a scenario that was run for one trial of several; absent: run for all. */
  readonly trial?: string
  readonly label: string
  /** As a plan names it: "effects over time". */
  readonly method: string
  /** Every setting of the method as it was run, defaults included: "cuts 6, 12", "imputations 50 (default)". */
  readonly settings: readonly string[]
  readonly role: Row['role']
  readonly data: Row['data']
  readonly identification: Row['identification']
  readonly question: string
  readonly assumptions: readonly string[]
  /** One or two sentences that say what came out; only numbers that stand in the rows. */
  readonly finding: string
}

/** All that a report needs: the narrow waist between the analysis and what is shown. */
export interface Results {
  readonly analysis: {
    readonly id: string
    readonly title: string
    readonly question: string
    readonly seed: number
    readonly draws: number
    /** Whether the plan was written before or after its author saw results. */
    readonly written: 'before seeing results' | 'after seeing results'
    /** SHA-256 of the plan file. */
    readonly planHash: string
    /** Times of a plan that does not count months, as it writes them ("12 weeks") and in months. */
    readonly times?: readonly { readonly months: number; readonly printed: string }[]
    /** True only where coverage of the model's intervals has been measured on held-out trials; otherwise every such interval says so. */
    readonly calibrated?: boolean
  }
  readonly trials: readonly TrialText[]
  /** Arms of other records that scenarios borrow, as rows name them, and in words: "Standard regimen of KarMMa-3". */
  readonly borrowed?: readonly { readonly id: string; readonly label: string }[]
  readonly endpoints: readonly EndpointText[]
  readonly scenarios: readonly ScenarioText[]
  readonly estimands: readonly EstimandText[]
  readonly rows: readonly Row[]
  readonly curves: readonly CurveRow[]
  readonly censored: readonly CensorRow[]
  readonly risk: readonly RiskRow[]
  readonly reported: readonly ReportedRow[]
  readonly fidelity: readonly FidelityRow[]
  readonly scenarioCurves: readonly ScenarioCurveRow[]
  /** The rules of the audit in the order in which they are told. */
  readonly rules: readonly RuleRow[]
  readonly findings: readonly FindingRow[]
  /** Assumptions of the reconstruction, as sentences. */
  readonly assumptions: readonly string[]
  /** What these numbers cannot say, as sentences. */
  readonly limits: readonly string[]
  /** Keys of src/REFERENCES.md that the methods paragraph cites. */
  readonly references: readonly string[]
}
