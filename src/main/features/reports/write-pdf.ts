import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { Block, ReportDocument } from './report-document.ts'

const INK = '#1c2430'
const QUIET = '#5d6876'
const LINE = '#dde2e8'
const MARK = '#1f7a8c'
/** Of A4 between the margins, in points. */
const WIDTH = 515
const FONT = 'Noto Sans'

/** Not named `require`: the build would put one of that name beside it, and the worker could not be read (found by the journey). */
const fromHere = createRequire(import.meta.url)
const fontFile = (name: string) => fromHere.resolve(`@expo-google-fonts/noto-sans/${name}`)
/** Noto Sans has every letter of both languages, and travels with the program. */
const normal = fontFile('400Regular/NotoSans_400Regular.ttf')
const bold = fontFile('700Bold/NotoSans_700Bold.ttf')

/**
 * The report on A4, drawn without any window. The same document and moment give the same bytes. Takes long for many pages: to be
 * called on a thread of its own.
 */
export async function writePdf(document: ReportDocument, logo: string | null): Promise<Uint8Array> {
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(path => path === normal || path === bold)
  pdfmake.setFonts({ [FONT]: { normal, bold, italics: normal, bolditalics: bold } })
  return pdfmake.createPdf(define(document, logo)).getBuffer()
}

function define(document: ReportDocument, logo: string | null): TDocumentDefinitions {
  const { title, period, office, summary, advice, adviceTitle, parts, foot, pageOf, madeAt, locale } = document
  return {
    pageSize: 'A4',
    pageMargins: [40, 56, 40, 56],
    language: locale,
    info: { title: `${title} · ${period}`, author: office, creator: 'Santral', creationDate: new Date(madeAt) },
    defaultStyle: { font: FONT, fontSize: 9.5, color: INK, lineHeight: 1.25 },
    header: page =>
      page === 1
        ? null
        : {
            margin: [40, 24, 40, 0],
            columns: [
              { text: office, color: QUIET, fontSize: 8 },
              { text: `${title} · ${period}`, color: QUIET, fontSize: 8, alignment: 'right' },
            ],
          },
    footer: (page, pages) => ({
      margin: [40, 16, 40, 0],
      columns: [
        { text: foot, color: QUIET, fontSize: 7.5, width: '*' },
        {
          text: pageOf.replace('{{page}}', String(page)).replace('{{pages}}', String(pages)),
          color: QUIET,
          fontSize: 8,
          alignment: 'right',
          width: 80,
        },
      ],
    }),
    content: [
      ...(logo === null ? [] : [{ image: logo, fit: [160, 48], margin: [0, 0, 0, 10] } as Content]),
      { text: office, color: QUIET },
      { text: title, fontSize: 20, bold: true },
      { text: period, color: QUIET, margin: [0, 0, 0, 8] },
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 1.5, lineColor: MARK }] },
      { text: summary, fontSize: 11.5, bold: true, margin: [0, 10, 0, 4] },
      ...parts.flatMap(({ title: name, blocks }) => {
        const [first, ...others] = blocks.map(draw)
        const heading: Content = { text: name, fontSize: 13, bold: true, margin: [0, 12, 0, 6] }
        // A heading does not stand alone at the foot of a page.
        return [...(first === undefined ? [heading] : keepTogether(heading, first, blocks[0])), ...others]
      }),
      ...(advice.length === 0
        ? []
        : [
            { text: adviceTitle, fontSize: 13, bold: true, margin: [0, 12, 0, 6] } as Content,
            { ul: advice.map(text => ({ text, margin: [0, 0, 0, 3] })) } as Content,
          ]),
    ],
  }
}

/** A table may be longer than a page and must be allowed to break. */
function keepTogether(heading: Content, first: Content, block: Block | undefined): Content[] {
  return block?.kind === 'table' ? [heading, first] : [{ stack: [heading, first], unbreakable: true }]
}

function draw(block: Block): Content {
  switch (block.kind) {
    case 'note':
      return { text: block.text, color: QUIET, margin: [0, 0, 0, 6] }
    case 'figures':
      return drawFigures(block.figures)
    case 'table':
      return {
        margin: [0, 2, 0, 8],
        layout: { ...BARE, hLineWidth: line => (line === 0 ? 0 : 0.5), hLineColor: () => LINE },
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: block.columns.map((_, place) => (place === 0 ? '*' : 'auto')),
          body: [
            block.columns.map(({ label, isNumber }) => ({
              ...{ text: label, bold: true, color: QUIET, fontSize: 8.5 },
              alignment: isNumber ? 'right' : 'left',
            })),
            ...block.rows.map(row =>
              row.map(
                (text, place) => ({ text, alignment: block.columns[place]?.isNumber ? 'right' : 'left' }) as const,
              ),
            ),
          ],
        },
      }
    case 'bars':
      return {
        margin: [0, 2, 0, 8],
        layout: BARE,
        table: {
          dontBreakRows: true,
          widths: [150, 190, '*'],
          body: block.rows.map(({ label, value, share }) => [
            { text: label },
            {
              canvas: [{ type: 'rect', x: 0, y: 3, w: Math.max(1, 186 * share), h: 8, r: 1.5, color: MARK }],
            },
            { text: value, color: QUIET, alignment: 'right' },
          ]),
        },
      }
    case 'points':
      return drawPoints(block)
  }
}

const BARE = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (column: number) => (column === 0 ? 0 : 6),
  paddingRight: () => 0,
  paddingTop: () => 3,
  paddingBottom: () => 3,
}

function drawFigures(figures: Extract<Block, { kind: 'figures' }>['figures']): Content {
  const rows: Content[] = []
  for (let place = 0; place < figures.length; place += 4) {
    const cells = figures.slice(place, place + 4).map(({ label, value, change }) => ({
      width: WIDTH / 4 - 8,
      stack: [
        { text: label, color: QUIET, fontSize: 8.5 },
        { text: value, bold: true, fontSize: value.length > 16 ? 11 : 15 },
        ...(change === null ? [] : [{ text: change, color: QUIET, fontSize: 8 }]),
      ],
    }))
    rows.push({ columns: cells, columnGap: 8, margin: [0, 0, 0, 8] })
  }
  return { stack: rows }
}

/** A line over a filled area; no more than a ground line and the two ends are named, the numbers stand in the tables. */
function drawPoints({ label, points }: Extract<Block, { kind: 'points' }>): Content {
  const [height, most] = [80, Math.max(1, ...points.map(({ value }) => value))]
  const step = WIDTH / Math.max(1, points.length - 1)
  // Anew for each shape: pdfmake moves the very objects that it is given.
  const line = () => points.map(({ value }, place) => ({ x: place * step, y: height - (height - 6) * (value / most) }))
  const peak = points.reduce((one, other) => (other.value > one.value ? other : one))
  const quiet = { color: QUIET, fontSize: 8 }
  return {
    unbreakable: true,
    margin: [0, 2, 0, 8],
    stack: [
      {
        columns: [
          { text: label, ...quiet },
          { text: `${peak.label}: ${peak.words}`, alignment: 'right', ...quiet },
        ],
      },
      {
        canvas: [
          {
            type: 'polyline',
            closePath: true,
            color: '#d9ecef',
            lineWidth: 0,
            points: [{ x: 0, y: height }, ...line(), { x: WIDTH, y: height }],
          },
          { type: 'polyline', lineWidth: 1.5, lineColor: MARK, points: line() },
          { type: 'line', x1: 0, y1: height, x2: WIDTH, y2: height, lineWidth: 0.5, lineColor: LINE },
        ],
      },
      {
        columns: [
          { text: points[0]?.label ?? '', ...quiet },
          { text: points.at(-1)?.label ?? '', alignment: 'right', ...quiet },
        ],
      },
    ],
  }
}
