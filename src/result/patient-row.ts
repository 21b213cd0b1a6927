/** One rebuilt patient as it is exported: `ipd.csv`. Never a person: a row of pseudo-data that reproduces printed figures. */
export interface PatientRow {
  readonly trial: string
  readonly endpoint: string
  /** Arm under which the patient is counted. */
  readonly arm: string
  /** 1, 2, ... within trial and endpoint. Written as `pseudo-0001`. */
  readonly patient: number
  /** Months, rounded once when the patient was made. */
  readonly time: number
  readonly event: 0 | 1
  readonly assigned: string
  /** Arm whose treatment the patient received; empty where nothing tells who it was, as for patients rebuilt from the figures of arms. */
  readonly received: string
}
