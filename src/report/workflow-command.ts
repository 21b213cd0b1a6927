/** GitHub shows no more than ten of a kind from one step. */
export const mostAnnotations = 10

/** Where an annotation stands and what it is called. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly title: string
}

/** A workflow command of GitHub Actions that makes an annotation. A line of 0 or less is none. */
export function workflowCommand(kind: 'error' | 'notice', { file, line, column, title }: Place, text: string): string {
  const place = [
    `file=${property(file)}`,
    ...(line > 0 ? [`line=${line}`, `col=${column}`] : []),
    `title=${property(title)}`,
  ]
  return `::${kind} ${place.join(',')}::${data(text)}`
}

/** What would end the command or begin another one is escaped; other control characters go. */
const data = (text: string): string =>
  text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replace(/\p{Cc}/gu, '')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
