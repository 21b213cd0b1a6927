import { strToU8 } from 'fflate'
import type { ChartSeries, StepChart } from '../report/slide.ts'
import { escapeXml } from './escape-xml.ts'
import { reproducibleZip } from './reproducible-zip.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org'

/**
 * The two parts of a native chart: DrawingML and the workbook behind it. A scatter chart with straight lines, because only that has a continuous time axis
 * (line charts space their points evenly), with a column of times for every series, so that no cell is empty.
 */
export function chartPart(chart: StepChart): string {
  const series = longestFirst(chart)
    .map((it, at) => seriesXml(it, at))
    .join('')
  const axes =
    axis({
      id: 1,
      crosses: 2,
      side: 'b',
      title: chart.xTitle,
      from: 0,
      to: chart.end,
      step: chart.step,
      format: '0',
      grid: false,
    }) +
    axis({ id: 2, crosses: 1, side: 'l', title: chart.yTitle, from: 0, to: 1, step: 0.25, format: '0%', grid: true })
  return (
    `${head}<c:chartSpace xmlns:c="${office}/drawingml/2006/chart" xmlns:a="${office}/drawingml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships">` +
    '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>' +
    `<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>${series}<c:axId val="1"/><c:axId val="2"/></c:scatterChart>` +
    `${axes}<c:spPr><a:noFill/></c:spPr></c:plotArea>` +
    `<c:legend><c:legendPos val="t"/><c:overlay val="0"/>${textXml(1400, false)}</c:legend>` +
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>' +
    '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>' +
    `${textXml(1400, false)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`
  )
}

/** LibreOffice leaves out a first series that has fewer points than a later one. */
const longestFirst = ({ series }: StepChart): readonly ChartSeries[] =>
  [...series].sort((a, b) => b.points.length - a.points.length)

function seriesXml({ name, colour, dashed, marks, points }: ChartSeries, at: number): string {
  const [x, y] = [letter(2 * at), letter(2 * at + 1)]
  const fill = `<a:solidFill><a:srgbClr val="${colour.slice(1)}"/></a:solidFill>`
  const line =
    marks === 'points'
      ? '<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
      : `<c:spPr><a:ln w="31750" cap="flat">${fill}<a:prstDash val="${dashed ? 'dash' : 'solid'}"/><a:miter lim="800000"/></a:ln></c:spPr>`
  const marker =
    marks === 'points'
      ? `<c:marker><c:symbol val="diamond"/><c:size val="11"/><c:spPr>${fill}<a:ln w="9525"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr></c:marker>`
      : '<c:marker><c:symbol val="none"/></c:marker>'
  const numbers = (which: 0 | 1, column: string, format: string): string =>
    `<c:numRef><c:f>Sheet1!$${column}$2:$${column}$${points.length + 1}</c:f><c:numCache><c:formatCode>${format}</c:formatCode><c:ptCount val="${points.length}"/>` +
    `${points.map((it, index) => `<c:pt idx="${index}"><c:v>${it[which]}</c:v></c:pt>`).join('')}</c:numCache></c:numRef>`
  return (
    `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx><c:strRef><c:f>Sheet1!$${y}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escapeXml(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>` +
    `${line}${marker}<c:xVal>${numbers(0, x, 'General')}</c:xVal><c:yVal>${numbers(1, y, '0.0%')}</c:yVal><c:smooth val="0"/></c:ser>`
  )
}

interface Axis {
  readonly id: number
  readonly crosses: number
  readonly side: 'b' | 'l'
  readonly title: string
  readonly from: number
  readonly to: number
  readonly step: number
  readonly format: string
  readonly grid: boolean
}

function axis({ id, crosses, side, title, from, to, step, format, grid }: Axis): string {
  const lines = (colour: string): string =>
    `<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></a:ln></c:spPr>`
  const turned = side === 'l' ? ' rot="-5400000" vert="horz"' : ''
  return (
    `<c:valAx><c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/><c:max val="${to}"/><c:min val="${from}"/></c:scaling><c:delete val="0"/><c:axPos val="${side}"/>` +
    (grid ? `<c:majorGridlines>${lines('E1E4E8')}</c:majorGridlines>` : '') +
    `<c:title><c:tx><c:rich><a:bodyPr${turned}/><a:p><a:pPr><a:defRPr sz="1400" b="1"/></a:pPr><a:r><a:rPr lang="en-GB" sz="1400" b="1"/><a:t>${escapeXml(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>` +
    `<c:numFmt formatCode="${format}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>` +
    `${lines('8C96A3')}${textXml(1400, false)}<c:crossAx val="${crosses}"/><c:crosses val="min"/><c:crossBetween val="midCat"/><c:majorUnit val="${step}"/></c:valAx>`
  )
}

const textXml = (size: number, bold: boolean): string =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}" b="${bold ? 1 : 0}"><a:solidFill><a:srgbClr val="14181D"/></a:solidFill><a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>`

/** The workbook that "Edit Data" opens: a column of times and one of values for each series. */
export function chartWorkbook(chart: StepChart, date: Date): Uint8Array {
  const rows = Math.max(...chart.series.map((it) => it.points.length)) + 1
  const sheet = Array.from({ length: rows }, (_, at) => `<row r="${at + 1}">${cells(chart, at)}</row>`).join('')
  const main = `${office}/spreadsheetml/2006/main`
  const relations = `${office}/package/2006/relationships`
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const link = `${office}/officeDocument/2006/relationships`
  const parts = new Map(
    Object.entries({
      '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
      '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${link}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${link}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${link}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    }).map(([name, xml]) => [name, strToU8(head + xml)] as const),
  )
  return reproducibleZip(parts, date)
}

function cells(chart: StepChart, row: number): string {
  return longestFirst(chart)
    .map((series, at) => {
      const [x, y] = [`${letter(2 * at)}${row + 1}`, `${letter(2 * at + 1)}${row + 1}`]
      const words = (place: string, text: string): string =>
        `<c r="${place}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`
      if (row === 0) return words(x, chart.xTitle) + words(y, series.name)
      const point = series.points[row - 1]
      return point === undefined ? '' : `<c r="${x}"><v>${point[0]}</v></c><c r="${y}"><v>${point[1]}</v></c>`
    })
    .join('')
}

/** Name of a column, from 0: A to Z, then AA. */
function letter(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last
}
