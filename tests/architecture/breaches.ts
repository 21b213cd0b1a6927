import { posix } from 'node:path'
import type { House } from './house.ts'
import { computed, type Import, type SourceFile } from './source-file.ts'

/** Entries and the start of the command are named for what opens them, not for an export. */
const entries = ['index', 'main']
const vagueNames = /^(utils?|helpers?|common|types?|misc|shared|lib)$/

/** The room of a file: its first folder; a file at the top of `src` is its own. */
export function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : posix.basename(path, '.ts')
}

/** Imports that the table does not allow, each with the file, the import and the rule. */
export function forbiddenImports(files: readonly SourceFile[], house: House): readonly string[] {
  return files.flatMap((file) => {
    const from = roomOf(file.path)
    const room = house[from]
    if (!room) return [`${file.path}: there is no room ${from}`]
    return file.imports.flatMap((imported) => {
      const reason =
        imported.target === null ? badPackage(imported, house, from) : badRoom(imported.target, house, from)
      return reason === null ? [] : [`${file.path} imports ${imported.specifier}: ${reason}`]
    })
  })
}

function badRoom(target: string, house: House, from: string): string | null {
  const to = target.startsWith('..') ? 'outside src' : roomOf(target)
  return to === from || house[from]?.rooms.includes(to) ? null : `${from} may not import ${to}`
}

function badPackage(imported: Import, house: House, from: string): string | null {
  if (imported.specifier.startsWith('node:')) return house[from]?.node ? null : `${from} has no node: modules`
  if (imported.specifier === computed) return house[from]?.node ? null : `${from} may not import a computed name`
  const name = /^(@[^/]+\/)?[^/]+/.exec(imported.specifier)?.[0] ?? imported.specifier
  if (house[from]?.packages.includes(name)) return null
  if (!house[from]?.packageTypes?.includes(name)) return `${from} may not use the package ${name}`
  return imported.typeOnly ? null : `${from} may use types of ${name} only`
}

/** Circles of files, each once, as `a -> b -> a`. */
export function fileCircles(files: readonly SourceFile[]): readonly string[] {
  const targets = files.map((file) => [file.path, file.imports.flatMap(({ target }) => target ?? [])] as const)
  return circles(new Map(targets))
}

/** Circles of rooms, from the imports that are there. */
export function roomCircles(files: readonly SourceFile[]): readonly string[] {
  const graph = new Map<string, string[]>()
  for (const file of files) {
    const from = roomOf(file.path)
    const to = file.imports.flatMap(({ target }) => (target === null || roomOf(target) === from ? [] : roomOf(target)))
    graph.set(from, [...(graph.get(from) ?? []), ...to])
  }
  return circles(graph)
}

/** Circles of a directed graph: one for each edge that leads back onto the path of a depth-first walk. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = []
  const done = new Set<string>()
  const walk = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node)
    if (at >= 0) found.push([...path.slice(at), node].join(' -> '))
    if (at >= 0 || done.has(node)) return
    for (const next of new Set(graph.get(node) ?? [])) walk(next, [...path, node])
    done.add(node)
  }
  for (const node of graph.keys()) walk(node, [])
  return found
}

/** Files named for nothing, files not in kebab-case, files without an export of their name, default exports, barrels. */
export function misnamed(
  files: readonly SourceFile[],
  exceptions: Readonly<Record<string, string>>,
): readonly string[] {
  return files.flatMap((file) => {
    const breaches: string[] = []
    const name = posix.basename(file.path).replace(/(\.d)?\.ts$/, '')
    if (vagueNames.test(name)) breaches.push(`${file.path}: a name that says nothing`)
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) breaches.push(`${file.path}: not in kebab-case`)
    if (file.exports.includes('default')) breaches.push(`${file.path}: a default export`)
    if (file.exports.includes('*')) breaches.push(`${file.path}: exports everything of another file`)
    if (
      !exportsItsName(name, file.exports) &&
      !entries.includes(name) &&
      exceptions[file.path] === undefined &&
      !file.path.endsWith('.d.ts')
    )
      breaches.push(`${file.path}: exports ${file.exports.join(', ') || 'nothing'}, nothing of its name`)
    return breaches
  })
}

/**
 * An export with the whole name in it (`trialJsonSchema` in json-schema), or, in a file of several exports, one that shares a
 * word of it (`readAtRisk`, `readEvents` in count-reading).
 */
function exportsItsName(name: string, exports: readonly string[]): boolean {
  const whole = stem(name.replaceAll('-', '').toLowerCase())
  if (exports.some((exported) => exported.toLowerCase().includes(whole))) return true
  const words = name.split('-').map(stem)
  return exports.length > 1 && exports.some((exported) => wordsOf(exported).some((word) => words.includes(stem(word))))
}

/** `readAtRisk` -> read, at, risk. */
function wordsOf(name: string): readonly string[] {
  return name.split(/(?=[A-Z])/).map((word) => word.toLowerCase())
}

/** Enough of English for reading = read and counts = count. */
function stem(word: string): string {
  return word.replace(/(ing|s)$/, '')
}
