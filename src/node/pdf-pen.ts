import PDFDocument from 'pdfkit'
import { readFileSync } from 'node:fs'
import { fontFiles } from './fonts.ts'
import { type Line, widthOf } from './pdf-text.ts'

/** An element of the structure tree. */
export interface Tag {
  readonly type: string
  readonly element: ReturnType<PDFKit.PDFDocument['struct']>
}

type LinkOptions = PDFKit.Mixins.AnnotationOption & { readonly structParent: Tag['element'] }
type TagOptions = PDFKit.Mixins.StructureElementOptions & { readonly scope?: 'Column' | 'Row' }

export const margin = { left: 56, right: 56, top: 60, bottom: 64 } as const
const a4 = { width: 595.28, height: 841.89 } as const
export const textWidth = a4.width - margin.left - margin.right

/** Where the next line goes on a tagged A4 page. Whoever draws asks for room first; content is marked line by line, so no tag runs over a page's end. */
export interface Pen {
  readonly pdf: PDFKit.PDFDocument
  y: number
  readonly top: number
  readonly bottom: number
  /** A new page unless `height` points are left on this one. */
  readonly room: (height: number) => void
  readonly newPage: () => void
  readonly tag: (parent: Tag, type: string, options?: TagOptions) => Tag
  /** Draws inside a tag. */
  readonly inside: (tag: Tag, draw: () => void) => void
  /** Draws what says nothing: rules, washes, repeated heads. */
  readonly artifact: (draw: () => void) => void
  /** One line of runs; links become annotations of their own. The y is that of the baseline. */
  readonly line: (tag: Tag, line: Line, x: number, baseline: number, size: number) => void
}

export interface PdfInformation {
  readonly title: string
  readonly subject: string
  readonly date: Date
}

export function pen({ title, subject, date }: PdfInformation): Pen {
  const pdf = new PDFDocument({
    size: [a4.width, a4.height],
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    info: {
      Title: title,
      Subject: subject,
      Producer: 'remeier',
      Creator: 'remeier',
      CreationDate: date,
      ModDate: date,
    },
  })
  pdf.registerFont('regular', readFileSync(fontFiles.regular))
  pdf.registerFont('semibold', readFileSync(fontFiles.semibold))
  const inside = (tag: Tag, draw: () => void): void => {
    tag.element.add(pdf.markStructureContent(tag.type))
    draw()
    pdf.endMarkedContent()
  }
  const it: Pen = {
    pdf,
    y: margin.top,
    top: margin.top,
    bottom: a4.height - margin.bottom,
    room: (height) => {
      if (it.y + height > it.bottom && it.y > it.top) it.newPage()
    },
    newPage: () => {
      pdf.addPage()
      it.y = it.top
    },
    tag: (parent, type, options = {}) => {
      const element = pdf.struct(type, options)
      parent.element.add(element)
      return { type, element }
    },
    inside,
    artifact: (draw) => {
      pdf.markContent('Artifact', { type: 'Layout' })
      draw()
      pdf.endMarkedContent()
    },
    line: (tag, line, x, baseline, size) => {
      let at = x
      for (const run of line) {
        const width = widthOf(run.text, run.face, size)
        const draw = (): void => {
          pdf.font(run.face).fontSize(size).fillColor(run.colour)
          pdf.text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
        }
        if (run.href === undefined && run.goTo === undefined) {
          inside(tag, draw)
        } else {
          const link = it.tag(tag, 'Link')
          inside(link, draw)
          const options: LinkOptions = { structParent: link.element }
          const box = [at, baseline - size, width, size * 1.3] as const
          if (run.href !== undefined) pdf.link(...box, run.href, options)
          else pdf.goTo(...box, run.goTo ?? '', options)
          link.element.end()
        }
        at += width
      }
    },
  }
  return it
}

/** All bytes of a finished document. */
export function bytesOf(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    pdf.on('data', (part: Uint8Array) => parts.push(part))
    pdf.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(parts)))
    })
    pdf.on('error', reject)
    pdf.end()
  })
}
