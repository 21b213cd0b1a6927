import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as prettier from 'prettier'
import { requireFile } from '../../../src/node/require-folder.ts'
import { bedOption, benchArguments } from '../bench-options.ts'
import { readBed } from '../reconstruction/bed.ts'
import { whyNoTeacher } from '../reconstruction/teachers-among.ts'
import { learnFromBed } from './learn-from-bed.ts'
import { enough } from './learn-horizon.ts'

const help = `Learns a prior from a bed: trials whose patients are known, and what papers about them print (docs/beds.md, docs/prior.md).

  npm run learn-prior -- --bed DIR --out FILE.ts [--name NAME]

  --bed DIR      a folder with truth, summary (levels L1 and L2) and perhaps manifest.json
  --out FILE.ts  the module to write; the prior that ships is src/reconstruct/trial-prior.ts
  --name NAME    what it exports; default: the name of the file, device-prior.ts exports devicePrior
`

/**
 * The command `npm run learn-prior`: learns, writes the file, returns what to say.
 *
 * @throws RangeError where an option is missing or cannot be, or the bed cannot teach
 */
export async function learnPrior(args: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: benchArguments(args),
    options: {
      bed: { type: 'string' },
      name: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return help
  const folder = bedOption(values.bed, 'truth and summary')
  const { out } = values
  if (out?.endsWith('.ts') !== true)
    throw new RangeError(`--out FILE.ts is required: the module to write, got ${out ?? 'none'}`)
  if (!existsSync(dirname(resolve(out)))) throw new RangeError(`--out: there is no folder ${dirname(out)}`)
  requireFile(out, '--out')
  const name = values.name ?? camelCase(basename(out, '.ts'))
  if (!/^[a-z][a-z0-9]*$/i.test(name))
    throw new RangeError(`--name is a name that a module can export, such as devicePrior, got "${name}"`)
  const bed = readBed(folder)
  const reasons = bed.flatMap((it) => whyNoTeacher(it).map((why) => `${it.id}: ${why}`))
  if (reasons.length > 0) throw new RangeError(`the bed cannot teach a prior\n${reasons.join('\n')}`)
  const data = learnFromBed(bed)
  const { horizonComparisons: few } = data.learntFrom.settings
  const horizon =
    few === undefined
      ? ''
      : ` Where no follow-up is printed, its horizon is a constant multiple of the latest printed time: only ${few} of the comparisons print a median at L1, ${enough} are required to learn more.`
  const text = `import type { PriorData } from '${homeOfTypes(out)}'

/** Written by \`npm run learn-prior\`, see docs/prior.md: not to be edited by hand.${horizon} */
export const ${name}: PriorData = ${JSON.stringify(data)}
`
  // In the style of the project, wherever the file stands.
  const style = await prettier.resolveConfig('src/reconstruct/trial-prior.ts')
  writeFileSync(out, await prettier.format(text, { ...style, filepath: out }))
  return `${out}: ${name}, ${data.name}.${horizon}\n`
}

/** Beside the type the project imports it from its file; anybody else from the package. */
function homeOfTypes(out: string): string {
  return relative('src/reconstruct', dirname(resolve(out))) === '' ? './learnt-prior.ts' : 'remeier'
}

const camelCase = (name: string): string => name.replaceAll(/[-_. ]+(.)/g, (_, first: string) => first.toUpperCase())
