import type { z } from 'zod'
import type { trialSchema } from './schema/trial.ts'

type Deep<T> = T extends string | number | boolean ? T : { readonly [K in keyof T]: Deep<T[K]> }

/** One report of a trial. Shorthands are written out: a bare "73%" has become {printed: "73%"}, a bare 254 {count: 254}. */
export type Trial = Deep<z.output<typeof trialSchema>>

export type TrialArm = Trial['arms'][string]
export type TrialEndpoint = Trial['endpoints'][string]
export type TrialEndpointArm = TrialEndpoint['arms'][string]
export type TrialContrast = NonNullable<TrialEndpoint['contrast']>
export type TrialFollowUp = NonNullable<Trial['follow-up']>
export type TrialFlow = NonNullable<Trial['flow']>[string]
export type TrialTable = NonNullable<Trial['tables']>[string]
