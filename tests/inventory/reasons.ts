/** Why a number in a document is no figure of a record: a closed list. */
export const reasons = {
  reference: 'number of an entry in the list of references',
  citation: 'volume, pages, year, DOI or address of a cited work, or of the document itself',
  date: 'date of publication or of the last update of a document',
  trial: 'part of the name of a trial or study',
  name: 'part of the name of a gene, protein, chromosome, drug, scale or company',
  grade: 'grade of an adverse event, or stage of a disease, in the label of a figure',
  label: 'other label of a table row or column, kept in the record as its name',
  numbering: 'number of a list entry, a figure, a table or a supplement',
  evidence: 'level of evidence or category of recommendation',
  address: 'affiliation, street or postcode',
  example: 'invented patient of a teaching question',
  word: 'a word that counts nothing ("one" as a pronoun)',
  garbled: 'trace of a broken scan that belongs to nothing',
  illegible: 'a figure that the copy tore from its label; the record names the place under "unreadable"',
  converted: 'a time that the record says in its own unit: the figure is named beside it',
} as const

export type Reason = keyof typeof reasons

export function isReason(text: string): text is Reason {
  return Object.hasOwn(reasons, text)
}
