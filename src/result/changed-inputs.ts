/** What went into a report that differs from what went into the committed one; all empty where only the program's own code can have changed. */
export interface ChangedInputs {
  readonly changed: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/**
 * The inputs that two `provenance.json` name with other hashes, or that only one of them names; the version of the program counts as an input. Null where
 * either text is no provenance, so that nothing can be said.
 */
export function changedInputs(before: string, after: string): ChangedInputs | null {
  const [old, now] = [inputsOf(before), inputsOf(after)]
  if (old === null || now === null) return null
  const paths = [...new Set([...now.keys(), ...old.keys()])]
  return {
    changed: paths.filter((it) => old.has(it) && now.has(it) && old.get(it) !== now.get(it)),
    added: paths.filter((it) => !old.has(it)),
    removed: paths.filter((it) => !now.has(it)),
  }
}

/** Hash by path. */
function inputsOf(text: string): ReadonlyMap<string, string> | null {
  const all = parsed(text)
  const [software, inputs] = [field(all, 'software'), field(all, 'inputs')]
  const version = field(software, 'version')
  if (!Array.isArray(inputs) || typeof version !== 'string') return null
  const named = inputs.flatMap((it: unknown) => {
    const [path, sha256] = [field(it, 'path'), field(it, 'sha256')]
    return typeof path === 'string' && typeof sha256 === 'string' ? [[path, sha256] as const] : []
  })
  return new Map([['the version of remeier', version], ...named])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function field(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null) return undefined
  return Object.entries(of).find(([key]) => key === name)?.[1]
}
