import type { Inline, Reference } from './document.ts'

/**
 * Entries of a list of references, by key. One entry a line: `- **KaplanMeier1958** Kaplan EL, Meier P. Title. J ... doi:10.1000/x`.
 * Other lines are passed over. RangeError where a key stands twice.
 */
export function parseReferences(markdown: string): ReadonlyMap<string, Reference> {
  const found = new Map<string, Reference>()
  for (const line of markdown.split('\n')) {
    const [, key, rest] = /^- \*\*([^*]+)\*\* (.+)$/.exec(line.trimEnd()) ?? []
    if (key === undefined || rest === undefined) continue
    if (found.has(key)) throw new RangeError(`Each reference has a key of its own, ${key} stands twice.`)
    found.set(key, { key, ...split(rest) })
  }
  return found
}

/** The citation without its DOI, and the DOI without its resolver. */
function split(text: string): { readonly citation: string; readonly doi: string } {
  const match = /\s*(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:?\s*)(10\.\d{4,9}\/\S+?)\.?$/i.exec(text)
  if (match?.[1] === undefined) return { citation: text, doi: '' }
  return { citation: text.slice(0, match.index), doi: match[1] }
}

/** Link to a paper by its DOI. Old DOIs hold characters that an address may not. */
export function doiLink(doi: string): Inline {
  return { kind: 'link', text: `doi:${doi}`, href: `https://doi.org/${doi.replace(/[<>"#?%\s]/g, encodeURIComponent)}` }
}
