import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { packageVersion } from '../node/package-version.ts'
import { type BesideFormat, besideFormats } from '../report/beside-formats.ts'
import { auditCommand, auditFormats, type AuditOptions } from './audit-command.ts'
import { checkCommand } from './check-command.ts'
import type { ExitCode } from './exit-code.ts'
import * as help from './help-text.ts'
import { newCommand, newKinds, type NewOptions } from './new-command.ts'
import { type RebuildOptions, rebuildCommand } from './rebuild-command.ts'
import type { ReportOptions } from './report-command.ts'
import { schemaCommand, type SchemaOptions } from './schema-command.ts'
import type { Terminal } from './terminal.ts'

const forMachines = ['--json', 'print JSON for a machine to read'] as const

/** The arguments of `remeier`; `usage` is told what is wrong with them, `exit` how a command ended. */
export function program(
  usage: Pick<Terminal, 'out' | 'err'>,
  terminal: Terminal,
  exit: (code: ExitCode) => void,
): Command {
  const root = new Command('remeier')
    .description(help.description)
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain the command')
    .helpCommand('help [command]', 'explain a command')
    .option('--debug', 'print the stack of an unexpected error')
    .addHelpText('after', help.after)
    .exitOverride()
    .configureOutput({ writeOut: usage.out, writeErr: usage.err })
    .showHelpAfterError('(remeier --help explains)')

  root
    .command('check')
    .summary('read records and plans; compare the printed figures with each other')
    .description(help.check.description)
    .argument('[FILE...]', 'records and plans; all of data/trials and analyses if none is named')
    .option(...forMachines)
    .addHelpText('after', help.check.after)
    .action((files: string[], options: { json?: boolean }) => {
      exit(checkCommand(files, options, terminal))
    })
  root
    .command('rebuild')
    .summary('rebuild the curves and pseudo-patients behind printed figures')
    .description(help.rebuild.description)
    .argument('[FILE...]', 'records; all of data/trials if none is named')
    .option('--endpoint <ID>', 'only this endpoint, such as pfs')
    .option('--curve <[ARM=]FILE>', 'follow this digitised curve; once for each file', collected)
    .option('--at-risk <[ARM=]FILE>', 'numbers at risk that go with the curves; once for each file', collected)
    .option('--events <[ARM=]N>', 'events of an arm, or of all arms together', collected)
    .option('--time-unit <UNIT>', 'unit of the times in these files: days, weeks, months or years')
    .option('--out <DIR>', 'write ipd.csv, curve.csv and fidelity.csv to this folder')
    .option('--information', 'also say what each figure tells, and what one more would be worth')
    .option('--seed <N>', 'whole number from 0 to 4294967295', seed, 1)
    .option('--ascii', 'draw with ASCII characters only')
    .option(...forMachines)
    .addHelpText('after', help.rebuild.after)
    .action((files: string[], options: RebuildOptions) => {
      exit(rebuildCommand(files, options, terminal))
    })
  root
    .command('report')
    .summary('build the report of each plan')
    .description(help.report.description)
    .argument('[PLAN...]', 'plans; all of analyses if none is named')
    .option('--out <DIR>', 'write to DIR/<analysis>/ instead of reports/<analysis>/')
    .addOption(
      new Option(
        '--format <FORMATS>',
        'what to build besides Markdown (md): html, live, png, pdf, pptx; several with commas',
      )
        .argParser(formats)
        .default(undefined, 'md,html'),
    )
    .addOption(new Option('--theme <THEME>', 'look of figures and pages: greyscale, or a file').conflicts('check'))
    .option('--check', 'write nothing; exit 1 where a report is not what its plan gives')
    .option('--print', 'also print the report as text')
    .option('--workers <N>', 'worker threads, 1 to 64; as many as processors if left out', workerCount)
    .option('--no-cache', 'build everything anew, even where nothing has changed')
    .option('--summary <FILE>', 'add what happened to FILE, as Markdown for the summary of a CI job')
    .option('--junit <FILE>', 'write what happened to FILE, as JUnit XML')
    .addOption(new Option('--annotate', 'print the ten worst as annotations of GitHub Actions').conflicts('json'))
    .addOption(new Option(...forMachines).conflicts('print'))
    .addHelpText('after', help.report.after)
    .action(async (plans: string[], options: ReportOptions) => {
      // Vega takes half a second to load; no other command draws.
      const { reportCommand } = await import('./report-command.ts')
      exit(await reportCommand(plans, options, terminal))
    })
  root
    .command('audit')
    .summary('compare the printed figures with each other by every rule, and say how many agree')
    .description(help.audit.description)
    .argument('[FILE...]', 'records; all of data/trials if none is named')
    .addOption(new Option('--format <FORMAT>', 'how to print what is found; text if left out').choices(auditFormats))
    .option('--json', 'the same as --format json')
    .option('--rules', 'list the rules: what each compares, its tolerance, its worst state, an example')
    .addOption(
      new Option(
        '--infer',
        'print which sizes of two arms the percentages leave possible (rule R04), and how strong that is',
      ).conflicts(['rules', 'letter']),
    )
    .addOption(
      new Option(
        '--letter',
        'write a letter to the authors, as Markdown: figures that do not agree, and what is missing',
      ).conflicts('rules'),
    )
    .addHelpText('after', help.audit.after)
    .action((files: string[], options: AuditOptions) => {
      exit(auditCommand(files, options, terminal))
    })
  root
    .command('new')
    .summary('begin a record or a plan')
    .description(help.begin.description)
    .addArgument(new Argument('<KIND>', 'what to begin').choices(newKinds))
    .argument('<NAME>', 'small letters, digits and hyphens: karmma-3-2023')
    .option('--record <ID>', 'fill a plan in from this record, so that it runs as it is')
    .option('--endpoint <ID>', 'the endpoint of that record, such as os; the primary one or the first if left out')
    .option(...forMachines)
    .addHelpText('after', help.begin.after)
    .action((kind: (typeof newKinds)[number], name: string, options: NewOptions) => {
      exit(newCommand(kind, name, options, terminal))
    })
  root
    .command('schema')
    .summary('write the JSON Schemas by which editors complete records and plans')
    .description(help.schema.description)
    .option('--check', 'write nothing; exit 1 where the file is missing or stale')
    .option(...forMachines)
    .action((options: SchemaOptions) => {
      exit(schemaCommand(options, terminal))
    })
  for (const command of root.commands) refuseRepeated(command)
  return root
}

/** Of two values the last would count, and the first be lost without a word. */
function refuseRepeated(command: Command): void {
  for (const option of command.options) {
    if (!option.required || option.parseArg === collected || option.parseArg === formats) continue
    let given = false
    command.on(`option:${option.name()}`, () => {
      if (given) command.error(`error: option '${option.flags}' is given twice: give it once`)
      given = true
    })
  }
}

/** An option that may come several times. */
function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

const isBeside = (it: string): it is BesideFormat => besideFormats.some((known) => known === it)

/** `md,html,pdf` or the option several times. The text and its data (md, csv, charts) are always written. */
function formats(value: string, before: readonly BesideFormat[] = []): readonly BesideFormat[] {
  const named = value.split(',').map((it) => it.trim().toLowerCase())
  const always = ['md', 'csv']
  const unknown = named.find((it) => !isBeside(it) && !always.includes(it))
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`Formats are md, ${besideFormats.join(', ')}; "${unknown}" is none of them.`)
  }
  return [...new Set([...before, ...named.filter(isBeside)])]
}

function workerCount(text: string): number {
  if (!/^\d{1,2}$/.test(text) || Number(text) < 1 || Number(text) > 64) {
    throw new InvalidArgumentError('A whole number from 1 to 64 is required.')
  }
  return Number(text)
}

function seed(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 4294967295) {
    throw new InvalidArgumentError('A whole number from 0 to 4294967295 is required.')
  }
  return Number(text)
}
