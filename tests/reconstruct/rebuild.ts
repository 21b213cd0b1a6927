import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import type { Sketch } from './build-evidence.ts'
import { evidenceOf } from './build-evidence.ts'

/** What comes of a paper's figures, written shortly. */
export function rebuild(sketch: Sketch): Reconstruction {
  const result = reconstruct(evidenceOf(sketch), { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  return result
}

/** Ids of the figures of which a note says that they do not fit. */
export const namedIn = ({ notes }: Reconstruction): readonly string[] =>
  notes.flatMap((note) => (/ do(es)? not fit the other figures/.test(note) ? [note.slice(0, note.indexOf(': '))] : []))
