const signs: Readonly<Record<string, string>> = { '<': ' below ', '≤': ' at most ', '>': ' above ', '≥': ' at least ' }

/** A name in words as a part of a figure id: "Overall response" is "overall-response", "≥65 yr" is "at-least-65-yr". */
export function figureSlug(words: string): string {
  return words
    .replace(/[<≤>≥]/gu, (sign) => signs[sign] ?? sign)
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '-')
    .replace(/^-|-$/g, '')
}
