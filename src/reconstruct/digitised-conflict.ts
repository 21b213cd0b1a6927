import type { Figure } from '../evidence/evidence.ts'

/** A printed or given number that does not go with the readings of a curve. */
export interface DigitisedConflict {
  readonly figure: Figure
  /** A sentence without its full stop. */
  readonly message: string
  /** What the readings allow: "57 to 68". */
  readonly expected: string
}
