import { readProvenance } from './read-provenance.ts'

/** What went into a report that differs from what went into the committed one; all empty where only the program's own code can have changed. */
export interface ChangedInputs {
  readonly changed: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/**
 * The inputs that two `provenance.json` name with other hashes, or that only one of them names. Null where either text is no provenance, so that nothing can be
 * said.
 */
export function changedInputs(before: string, after: string): ChangedInputs | null {
  const [old, now] = [readProvenance(before)?.inputs, readProvenance(after)?.inputs]
  if (old === undefined || now === undefined) return null
  const paths = [...new Set([...now.keys(), ...old.keys()])]
  return {
    changed: paths.filter((it) => old.has(it) && now.has(it) && old.get(it) !== now.get(it)),
    added: paths.filter((it) => !old.has(it)),
    removed: paths.filter((it) => !now.has(it)),
  }
}
