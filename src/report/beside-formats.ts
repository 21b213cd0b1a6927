/** What can be built beside the files of a report that are committed: a page, a page that computes, a picture of each figure, a document to print, slides to edit. */
export const besideFormats = ['html', 'live', 'png', 'pdf', 'pptx'] as const

export type BesideFormat = (typeof besideFormats)[number]
