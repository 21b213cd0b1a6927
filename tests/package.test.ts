import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/*
 * What a user gets: the tarball, installed in an empty folder, without danfojs. Packs `dist` as it stands, which `npm test` has just
 * built; needs the registry, or an npm cache that is warm from installing this repository.
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = parseRecord(readFileSync(join(root, 'package.json'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'remeier-package-'))
const app = join(folder, 'app')
let files: readonly string[] = []
let tarball = ''

const npm = (...args: readonly string[]): string =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: app, encoding: 'utf8' })

/** Runs a module in a folder and gives back what it prints. */
const run = (code: string, cwd: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd, encoding: 'utf8' }).trim()

beforeAll(() => {
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }')
  const packed: unknown = JSON.parse(npm('pack', root, '--ignore-scripts', '--json', '--pack-destination', folder))
  const description: unknown = Array.isArray(packed) ? packed[0] : Object.values(isRecord(packed) ? packed : {})[0]
  if (!isRecord(description) || !Array.isArray(description['files']))
    throw new Error('npm pack --json says something new')
  files = description['files'].map((file: unknown) => (isRecord(file) ? String(file['path']) : ''))
  tarball = join(folder, String(description['filename']))
  npm('install', '--prefer-offline', tarball)
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the tarball', () => {
  test('holds the build, the fonts, the schema, the documentation with its examples and the papers of a package, and nothing else', () => {
    const allowed = [
      /^dist\/[\w/-]+\.(js|d\.ts)$/,
      /^src\/(node\/fonts\/.+|README\.md|REFERENCES\.md)$/,
      /^data\/(trial|plan)\.schema\.json$/,
      /^docs\/([\w-]+\.md|figures\/([\w-]+\.svg|theme\.json))$/,
      /^(analyses\/[\w-]+\.(yaml|ts)|reports\/karmma-3\/(report\.md|charts\/[\w-]+\.svg))$/,
      /^(package\.json|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|LICENSE)$/,
    ]
    expect(files.filter((file) => !allowed.some((it) => it.test(file)))).toEqual([])
    expect(files.filter((file) => /(^|\/)tests?\/|\.test\.|golden|(^|\/)bench\/|danfo-tensor/.test(file))).toEqual([])
  })

  test('holds every file that its pages lead to, and is at most 2 MB', () => {
    const pages = files.filter((file) => file.endsWith('.md'))
    const targets = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^()#\s]+)(?:#[^()\s]*)?\)/gu)]
        .map(([, target = '']) => target)
        .filter((target) => !/^\w+:/u.test(target))
        .map((target) => `${page}: ${posix.join(posix.dirname(page), target)}`),
    )
    expect(targets.length).toBeGreaterThan(100)
    expect(targets.filter((it) => !files.includes(it.replace(/^.*: /u, '')))).toEqual([])
    expect(statSync(tarball).size).toBeLessThanOrEqual(2_000_000)
  })

  test('holds every file that its manifest points to', () => {
    const targets: string[] = []
    const collect = (value: unknown): void => {
      if (typeof value === 'string') targets.push(value.replace(/^\.\//, ''))
      else if (isRecord(value)) Object.values(value).forEach(collect)
    }
    collect(manifest['exports'])
    collect(manifest['bin'])
    expect(targets.length).toBeGreaterThan(4)
    expect(targets.filter((target) => !files.includes(target))).toEqual([])
  })
})

describe('installed in an empty folder', () => {
  test('brings neither danfojs nor tfjs nor anything else that downloads when it is installed', () => {
    const modules = join(app, 'node_modules')
    for (const name of ['danfojs-node', '@tensorflow', 'mathjs', 'xlsx']) {
      expect(existsSync(join(modules, name)), name).toBe(false)
    }
    const lock = parseRecord(readFileSync(join(modules, '.package-lock.json'), 'utf8'))
    expect(Object.keys(packagesOf(lock)).length).toBeGreaterThan(1)
    expect(scripted(lock)).toEqual([])
  })

  test('the command says its version and what it can do', () => {
    const command = join(app, 'node_modules', '.bin', 'remeier')
    expect(execFileSync(command, ['--version'], { cwd: app, encoding: 'utf8' }).trim()).toBe(manifest['version'])
    const help = execFileSync(command, ['--help'], { cwd: app, encoding: 'utf8' })
    for (const word of ['check', 'rebuild', 'report', 'audit', 'new']) expect(help).toMatch(new RegExp(`\\b${word}\\b`))
  })

  test('toDataFrame says what is missing, and the rest of remeier/node works without it', () => {
    const code = `
      const { fromDataFrame, toDataFrame } = await import('remeier/node')
      const rows = fromDataFrame({ columns: ['arm', 'x'], values: [['007', NaN]] })
      try { toDataFrame(rows) } catch (error) { console.log(JSON.stringify([rows, error.message])) }`
    const [rows, message] = JSON.parse(run(code, app)) as [unknown, string]
    expect(rows).toEqual([{ arm: '007', x: null }])
    expect(message).toContain('npm install danfojs-node@1.2.0')
  })
})

describe('remeier/survival', () => {
  test('runs where no dependency is installed at all', () => {
    const bare = join(folder, 'bare')
    const package_ = join(bare, 'node_modules', 'remeier')
    mkdirSync(package_, { recursive: true })
    execFileSync('tar', ['-xzf', tarball, '-C', package_, '--strip-components=1'])
    expect(readdirSync(join(bare, 'node_modules'))).toEqual(['remeier'])
    // By hand: deaths at 1 and 3, censored at 2 and 4, so S is 3/4 and then 3/4 * 1/2.
    const code = `
      import { kaplanMeier, patients } from 'remeier/survival'
      const cohort = patients({ arms: ['all'], time: [1, 2, 3, 4], event: [1, 0, 1, 0], assigned: [0, 0, 0, 0] })
      const curve = kaplanMeier(cohort)
      console.log(JSON.stringify(curve.time.length === curve.survival.length && [...curve.survival]))`
    const survival = JSON.parse(run(code, bare)) as number[]
    expect([...new Set(survival)].filter((s) => s < 1)).toEqual([0.75, 0.375])
  })
})

describe('this repository', () => {
  const lock = parseRecord(readFileSync(join(root, 'package-lock.json'), 'utf8'))

  test('runs no install script: that of esbuild, which tests its binary, is turned off', () => {
    const allowed = isRecord(manifest['allowScripts']) ? manifest['allowScripts'] : {}
    expect(scripted(lock)).toEqual(Object.keys(allowed).map((name) => `node_modules/${name}`))
    expect(Object.values(allowed).filter(Boolean)).toEqual([])
  })

  test('locks packages by name and hash, not by the address of a registry', () => {
    const packages = Object.entries(packagesOf(lock))
    const addressed = packages.filter(
      ([, entry]) => typeof entry['resolved'] === 'string' && /^(https?|git)/.test(entry['resolved']),
    )
    expect(addressed).toEqual([])
  })

  test('has no tfjs but the stand-in', () => {
    const names = Object.keys(packagesOf(lock)).filter((path) => path.includes('@tensorflow'))
    expect(names).toEqual(['node_modules/@tensorflow/tfjs-node'])
  })
})

type Json = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseRecord(text: string): Json {
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) throw new Error('an object is required')
  return value
}

function packagesOf(lock: Json): Readonly<Record<string, Json>> {
  const packages = lock['packages']
  if (!isRecord(packages)) throw new Error('a lock file without packages')
  return Object.fromEntries(Object.entries(packages).filter((entry): entry is [string, Json] => isRecord(entry[1])))
}

/** Packages of a lock file that run a script when they are installed. */
function scripted(lock: Json): string[] {
  return Object.entries(packagesOf(lock)).flatMap(([path, entry]) => (entry['hasInstallScript'] ? [path] : []))
}
