/** Lines of at most `width` characters, broken between words; a longer word is cut. At least one line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/ +/).flatMap((it) => pieces(it, Math.max(1, width)))) {
    if (line === '') line = word
    else if (size(line) + 1 + size(word) <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

const size = (text: string): number => Array.from(text).length

function pieces(word: string, width: number): readonly string[] {
  const letters = Array.from(word)
  if (letters.length <= width) return [word]
  return Array.from({ length: Math.ceil(letters.length / width) }, (_, at) =>
    letters.slice(at * width, (at + 1) * width).join(''),
  )
}
