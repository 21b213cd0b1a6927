/** What the examples of a new plan call things, and when they look. */
export interface TemplateNames {
  readonly experimental: string
  readonly control: string
  /** Stages of the flow: those who got the treatment, and of whom they are a part. */
  readonly stage: string
  readonly of: string
  /** Two times in the unit of the plan. */
  readonly early: string
  readonly late: string
  readonly unit: string
  /** A number of months in the unit of the plan. */
  readonly months: (months: number) => string
  readonly everybody: string
  readonly treatment: string
  readonly variable: string
}

/** Where no record is named. */
export const usualNames: TemplateNames = {
  experimental: 'experimental',
  control: 'control',
  stage: 'infused',
  of: 'randomised',
  early: '6',
  late: '12',
  unit: 'months',
  months: String,
  everybody: 'All randomised patients',
  treatment: 'Assignment to the experimental arm against assignment to the control arm',
  variable: 'Time from randomisation to the event',
}
