import type { ArmEvidence, EndpointEvidence } from '../../../src/evidence/evidence.ts'

/** What is left of a record that prints little. */
interface Stripped {
  /** What it prints beside the numbers of patients. */
  readonly words: string
  readonly of: (evidence: EndpointEvidence) => EndpointEvidence
}

/** Nothing but the numbers of patients, and what is kept of each arm. */
function bare(evidence: EndpointEvidence, keep: (arm: ArmEvidence) => Partial<ArmEvidence>): EndpointEvidence {
  const none = { median: null, landmarks: [], atRisk: [], events: null, followUp: null }
  const arms = evidence.arms.map((arm) => ({ ...arm, ...none, ...keep(arm) }))
  return { ...evidence, events: null, contrasts: [], followUp: null, arms }
}

/** The middle one of an arm's landmarks, without its limits; the first and the last. */
const middle = ({ landmarks: all }: ArmEvidence) => withoutLimits(all.slice(all.length >> 1, (all.length >> 1) + 1))
const ends = ({ landmarks: all }: ArmEvidence) => withoutLimits(all.filter((_, k) => k === 0 || k === all.length - 1))
const withoutLimits = (landmarks: ArmEvidence['landmarks']) => ({
  landmarks: landmarks.map((it) => ({ ...it, interval: null })),
})

const ratiosOf = ({ contrasts }: EndpointEvidence) => contrasts.map((it) => ({ ...it, pValue: null }))

/** Records that print little, by name, made from one that prints much. */
export const stripped = {
  landmark: { words: 'one percentage of each arm', of: (it) => bare(it, middle) },
  'landmark-and-ratio': {
    words: 'one percentage of each arm, the total of events, the hazard ratio with its limits',
    of: (it) => ({ ...bare(it, middle), events: it.events, contrasts: ratiosOf(it) }),
  },
  landmarks: {
    words: 'two percentages of each arm, the total of events',
    of: (it) => ({ ...bare(it, ends), events: it.events }),
  },
  medians: {
    words: 'the median of each arm',
    of: (it) => bare(it, ({ median }) => ({ median: median && { ...median, interval: null } })),
  },
  'medians-with-limits': {
    words: 'the median of each arm with its limits',
    of: (it) => bare(it, ({ median }) => ({ median })),
  },
  'at-risk': { words: 'numbers at risk', of: (it) => bare(it, ({ atRisk }) => ({ atRisk })) },
  counts: {
    words: 'events of each arm, the hazard ratio with its limits, the median follow-up',
    of: (it) => ({
      ...bare(it, ({ events }) => ({ events })),
      events: it.events,
      contrasts: ratiosOf(it),
      followUp: it.followUp && { ...it.followUp, minimum: null, maximum: null },
    }),
  },
} as const satisfies Record<string, Stripped>

export type Kept = keyof typeof stripped
export const keptKinds = Object.keys(stripped).filter((it): it is Kept => it in stripped)
