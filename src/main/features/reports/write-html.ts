import type { Block, ReportDocument } from './report-document.ts'

const INK = '#1c2430'
const QUIET = '#5d6876'
const LINE = '#dde2e8'
const GROUND = '#ffffff'
const MARK = '#1f7a8c'

/**
 * The report as a mail: tables and inline styles only, which every program for mail can show. `color-scheme` asks those that turn
 * mails dark to leave this one as it is; where they do it all the same, every text has a ground of its own to stand on.
 */
export function writeHtml(document: ReportDocument, logo: string | null): string {
  const { locale, title, period, office, summary, advice, adviceTitle, parts, foot } = document
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light only"><meta name="supported-color-schemes" content="light only">
<title>${escape(title)}</title></head>
<body style="margin:0;padding:0;background:${GROUND};color:${INK}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" bgcolor="${GROUND}" style="background:${GROUND}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;font:14px/1.5 'Segoe UI',Helvetica,Arial,sans-serif;color:${INK};background:${GROUND}">
<tr><td style="padding-bottom:16px;border-bottom:2px solid ${MARK}">
${logo === null ? '' : `<img src="${escape(logo)}" alt="${escape(office)}" height="40" style="height:40px;max-width:200px;display:block;margin-bottom:12px">`}
<div style="color:${QUIET}">${escape(office)}</div>
<h1 style="margin:2px 0;font-size:22px;line-height:1.3;color:${INK}">${escape(title)}</h1>
<div style="color:${QUIET}">${escape(period)}</div></td></tr>
<tr><td style="padding:16px 0 4px"><p style="margin:0;font-size:15px;color:${INK}"><strong>${escape(summary)}</strong></p></td></tr>
${parts.map(part => `<tr><td style="padding-top:20px"><h2 style="margin:0 0 8px;font-size:16px;color:${INK}">${escape(part.title)}</h2>${part.blocks.map(writeBlock).join('')}</td></tr>`).join('\n')}
${advice.length === 0 ? '' : `<tr><td style="padding-top:20px"><h2 style="margin:0 0 8px;font-size:16px;color:${INK}">${escape(adviceTitle)}</h2><ul style="margin:0;padding-left:20px">${advice.map(one => `<li style="margin-bottom:6px;color:${INK}">${escape(one)}</li>`).join('')}</ul></td></tr>`}
<tr><td style="padding-top:24px;color:${QUIET};font-size:12px">${escape(foot)}</td></tr>
</table></td></tr></table></body></html>`
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'figures':
      return writeFigures(block.figures)
    case 'note':
      return `<p style="margin:0 0 8px;color:${QUIET}">${escape(block.text)}</p>`
    case 'bars':
      return `<table width="100%" cellpadding="0" cellspacing="0" style="margin-bottom:12px;font-size:13px">${block.rows
        .map(
          ({ label, value, share }) =>
            `<tr><td width="34%" style="padding:3px 8px 3px 0;color:${INK}">${escape(label)}</td><td width="36%" style="padding:3px 0"><div style="height:10px;border-radius:2px;background:${MARK};width:${Math.max(1, Math.round(share * 100))}%"></div></td><td width="30%" align="right" style="padding:3px 0 3px 8px;color:${QUIET}">${escape(value)}</td></tr>`,
        )
        .join('')}</table>`
    case 'table':
      return `<table width="100%" cellpadding="0" cellspacing="0" style="margin-bottom:12px;font-size:13px;border-collapse:collapse"><tr>${block.columns
        .map(
          ({ label, isNumber }) =>
            `<th align="${isNumber ? 'right' : 'left'}" style="padding:4px 6px;border-bottom:1px solid ${LINE};color:${QUIET};font-weight:600">${escape(label)}</th>`,
        )
        .join('')}</tr>${block.rows
        .map(
          row =>
            `<tr>${row.map((cell, place) => `<td align="${block.columns[place]?.isNumber ? 'right' : 'left'}" style="padding:4px 6px;border-bottom:1px solid ${LINE};color:${INK}">${escape(cell)}</td>`).join('')}</tr>`,
        )
        .join('')}</table>`
    case 'points': {
      const most = Math.max(1, ...block.points.map(({ value }) => value))
      const first = block.points[0]?.label ?? ''
      const last = block.points.at(-1)?.label ?? ''
      return `<div style="color:${QUIET};font-size:12px">${escape(block.label)}</div><table width="100%" cellpadding="0" cellspacing="1" style="table-layout:fixed"><tr>${block.points
        .map(
          ({ label, value, words }) =>
            `<td valign="bottom" height="72" title="${escape(`${label}: ${words}`)}" style="height:72px;vertical-align:bottom"><div style="height:${Math.round((70 * value) / most)}px;background:${MARK};font-size:0;line-height:0">&nbsp;</div></td>`,
        )
        .join(
          '',
        )}</tr></table><table width="100%" cellpadding="0" cellspacing="0" style="margin-bottom:12px;font-size:12px;color:${QUIET}"><tr><td>${escape(first)}</td><td align="right">${escape(last)}</td></tr></table>`
    }
  }
}

function writeFigures(figures: Extract<Block, { kind: 'figures' }>['figures']): string {
  const rows: string[] = []
  for (let place = 0; place < figures.length; place += 3) {
    const cells = figures
      .slice(place, place + 3)
      .map(
        ({ label, value, change }) =>
          `<td width="33%" valign="top" style="padding:8px 8px 8px 0"><div style="color:${QUIET};font-size:12px">${escape(label)}</div><div style="font-size:19px;line-height:1.3;color:${INK}"><strong>${escape(value)}</strong></div>${change === null ? '' : `<div style="color:${QUIET};font-size:12px">${escape(change)}</div>`}</td>`,
      )
    while (cells.length < 3) cells.push('<td width="33%"></td>')
    rows.push(`<tr>${cells.join('')}</tr>`)
  }
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin-bottom:8px">${rows.join('')}</table>`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
