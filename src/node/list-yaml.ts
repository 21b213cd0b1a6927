import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of the YAML files of a folder, in the order of their code units; none where there is no such folder. */
export function listYaml(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[^.].*\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
