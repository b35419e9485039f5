import { fillReportText } from '#shared/domain/report.ts'
import type { Block, ReportDocument } from './report-document.ts'

/** A table of a hundred consultants is for the PDF. */
const MOST_ROWS = 8

/** The report as a message of WhatsApp: the office's own text with what it names put in. */
export function writeText(document: ReportDocument, body: string): string {
  const [first, ...others] = document.parts
  return fillReportText(body, {
    title: document.title,
    period: document.period,
    office: document.office,
    summary: document.summary,
    figures: first === undefined ? '' : first.blocks.flatMap(block => linesOf(block, document.locale)).join('\n'),
    sections: others
      .map(({ title, blocks }) =>
        [`*${plain(title)}*`, ...blocks.flatMap(block => linesOf(block, document.locale))].join('\n'),
      )
      .join('\n\n'),
    advice:
      document.advice.length === 0
        ? ''
        : [`*${plain(document.adviceTitle)}*`, ...document.advice.map(one => `• ${plain(one)}`)].join('\n'),
  })
}

function linesOf(block: Block, locale: ReportDocument['locale']): string[] {
  switch (block.kind) {
    case 'figures':
      return block.figures.map(
        ({ label, value, change }) => `${label}: *${value}*${change === null ? '' : ` (${change})`}`,
      )
    case 'bars':
      return block.rows.slice(0, MOST_ROWS).map(({ label, value }) => `${plain(label)}: ${value}`)
    case 'table': {
      const [head, ...columns] = block.columns
      const rows = block.rows.slice(0, MOST_ROWS)
      return [
        `_${head?.label ?? ''}_`,
        ...rows.map(([name = '', ...values]) => {
          const told = values.map((value, place) => `${columns[place]?.label.toLocaleLowerCase(locale) ?? ''} ${value}`)
          return `• ${plain(name)}: ${told.join(', ')}`
        }),
      ]
    }
    case 'points':
      return []
    case 'note':
      return [block.text]
  }
}

/** A name with an asterisk in it must not make half of the message bold. */
function plain(text: string): string {
  return text.replaceAll(/[*_~`]/gu, '')
}
