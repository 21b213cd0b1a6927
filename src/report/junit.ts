/** Test results as JUnit XML, the format that CI services read. */
export interface JunitSuite {
  /** The file that the suite is about; it is also its name. */
  readonly file: string
  readonly cases: readonly JunitCase[]
}

export interface JunitCase {
  readonly name: string
  readonly line: number
  readonly result:
    | { readonly kind: 'passed' }
    | { readonly kind: 'told'; readonly text: string }
    | { readonly kind: 'skipped'; readonly message: string }
    | {
        readonly kind: 'failure' | 'error'
        readonly message: string
        readonly type: string
        readonly text: string
      }
}

/** A file of results: `told` passes and is told in `system-out`. */
export function junit(name: string, suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases)
  const lines = suites.flatMap(({ file, cases }) => [
    `  <testsuite${attributes({ name: file, ...counts(cases), file })}>`,
    ...cases.flatMap((it) => xml(it, file)),
    '  </testsuite>',
  ])
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...counts(all) })}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n')
}

function counts(cases: readonly JunitCase[]): Readonly<Record<string, string>> {
  const of = (kind: JunitCase['result']['kind']): string =>
    String(cases.filter(({ result }) => result.kind === kind).length)
  return { tests: String(cases.length), failures: of('failure'), errors: of('error'), skipped: of('skipped') }
}

function xml({ name, line, result }: JunitCase, file: string): readonly string[] {
  const head = `    <testcase${attributes({ classname: file, name, file, line: String(line) })}`
  switch (result.kind) {
    case 'passed':
      return [`${head}/>`]
    case 'told':
      return [`${head}>`, `      <system-out>${escape(result.text)}</system-out>`, '    </testcase>']
    case 'skipped':
      return [`${head}>`, `      <skipped${attributes({ message: result.message })}/>`, '    </testcase>']
    case 'failure':
    case 'error': {
      const { kind, message, type, text } = result
      const open = `      <${kind}${attributes({ message, type })}>`
      return [`${head}>`, `${open}${escape(text)}</${kind}>`, '    </testcase>']
    }
  }
}

function attributes(all: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([key, value]) => ` ${key}="${escape(value.replace(/\s+/gu, ' '))}"`)
    .join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML 1.0 has no way to write control characters, halves of surrogate pairs, U+FFFE and U+FFFF: they go. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/gu, (mark) => entities[mark] ?? mark)
}
