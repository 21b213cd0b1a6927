import type { Inline, Text } from './document.ts'

/** The two pages of a report, side by side. */
export const pageFiles = { report: 'report.html', supplement: 'supplement.html' } as const

/** A text as HTML. Nothing in it is markup: everything is escaped. */
export const htmlText = (it: Text): string =>
  typeof it === 'string' ? prose(it) : it.map((part) => inline(part)).join('')

function inline(it: Inline): string {
  if (typeof it === 'string') return prose(it)
  switch (it.kind) {
    case 'strong':
      return `<b>${escapeHtml(it.text)}</b>`
    case 'emphasis':
      return `<em>${escapeHtml(it.text)}</em>`
    case 'code':
      return `<code>${escapeHtml(it.text)}</code>`
    case 'link':
      if (!/^https?:\/\//.test(it.href)) throw new RangeError(`Links lead to web addresses, got ${it.href}.`)
      return `<a href="${escapeHtml(it.href)}">${escapeHtml(it.text)}</a>`
    case 'cite':
      return `<a href="#reference-${it.number}" role="doc-noteref">[${it.number}]</a>`
    case 'see':
      return `<a href="${pageFiles.supplement}#${it.to}">${escapeHtml(it.text)}</a>`
  }
}

/** A number stays on one line with its unit. */
const prose = (plain: string): string =>
  escapeHtml(plain).replace(
    /(\d%?) (?=(?:CI|PI|months?|points|percentage|draws|patients)\b)|(?<=\bn) = (?=\d)/g,
    (gap, number?: string) => (number === undefined ? gap.replaceAll(' ', '\u00a0') : `${number}\u00a0`),
  )

/** For text and for attribute values in double or single quotes. */
export function escapeHtml(plain: string): string {
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
