/** A name in words as a part of a figure id: "Overall response" is "overall-response". */
export function figureSlug(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '-')
    .replace(/^-|-$/g, '')
}
