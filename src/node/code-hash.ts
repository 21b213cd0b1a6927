import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))
/** `dist` of a build, or `src`. */
const running = fileURLToPath(new URL('..', import.meta.url))

/**
 * SHA-256 of all that a report is made with besides its inputs: this program's files, its fonts and references, the versions of the packages
 * that it uses and of Node.
 */
export function codeHash(): string {
  const hash = createHash('sha256').update(process.version)
  const paths = [...filesOf(running), ...filesOf(join(packageFolder, 'src', 'node', 'fonts'))]
  for (const path of [...paths, join(packageFolder, 'src', 'REFERENCES.md'), join(packageFolder, 'package.json')]) {
    if (existsSync(path))
      hash.update(`\0${relative(packageFolder, path).split(sep).join('/')}\0`).update(readFileSync(path))
  }
  for (const name of dependencies()) hash.update(`\0${name}\0${versionOf(name)}`)
  return hash.digest('hex')
}

const filesOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((it) => it.isFile() && !it.name.endsWith('.d.ts') && !it.name.startsWith('.'))
        .map((it) => join(it.parentPath, it.name))
        .sort()
    : []

function dependencies(): readonly string[] {
  const described: unknown = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  const found = typeof described === 'object' && described !== null && 'dependencies' in described ? described.dependencies : null // prettier-ignore
  return typeof found === 'object' && found !== null ? Object.keys(found).sort() : []
}

/** As installed beside this package or above it; empty where it is not. */
function versionOf(name: string): string {
  for (let folder = packageFolder, above = ''; folder !== above; above = folder, folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name, 'package.json')
    if (!existsSync(path)) continue
    const described: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof described === 'object' && described !== null && 'version' in described
      ? String(described.version)
      : ''
  }
  return ''
}
