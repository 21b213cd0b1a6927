/** "Progression-free survival" within a sentence; acronyms ("PFS") stay. */
export function lowerFirst(text: string): string {
  return /^(?:[A-Z][a-z]|A )/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
