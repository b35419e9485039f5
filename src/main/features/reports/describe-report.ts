import type { Locale } from '#shared/domain/locale.ts'
import type { ReportSection } from '#shared/domain/report.ts'
import { word } from '../../i18n/words.ts'
import { describeAds } from './describe-ads.ts'
import { type Finding, findFindings } from './findings.ts'
import { countFigure, type Pen, type Words, wasOf } from './pen.ts'
import type { ReportData } from './report-data.ts'
import type { Block, Figure, ReportDocument } from './report-document.ts'
import { createReportFormat } from './report-format.ts'

/** The report in the words of one language. */
export function describeReport(data: ReportData, locale: Locale): ReportDocument {
  const t: Words = (key, values) => word(locale, `report.${key}`, values)
  const pen: Pen = { t, format: createReportFormat(locale, data.timeZone) }
  const { format } = pen
  const findings = findFindings(data)
  const { from, to, before } = data.days
  const [first] = findings
  return {
    locale,
    title: t(`titles.${lengthOf(data)}`),
    period: format.days(from, to),
    office: data.officeName,
    madeAt: data.madeAt,
    summary:
      first === undefined ? t('steady', { leads: format.number(data.leads.now.leads) }) : tell(pen, first, 'says'),
    advice: findings.map(finding => `${tell(pen, finding, 'says')} ${tell(pen, finding, 'advises')}`),
    adviceTitle: t('advice'),
    parts: data.sections.map(section => ({ title: t(`sections.${section}`), blocks: describe[section](data, pen) })),
    foot: t('foot', { moment: format.moment(data.madeAt), before: format.days(before.from, before.to) }),
    pageOf: t('page', { page: '{{page}}', pages: '{{pages}}' }),
  }
}

const describe: Record<ReportSection, (data: ReportData, pen: Pen) => Block[]> = {
  leads: describeLeads,
  funnel({ funnel }, { t, format }) {
    const most = Math.max(1, ...funnel.map(({ reached }) => reached))
    return [
      { kind: 'note', text: t('funnelHint') },
      {
        kind: 'bars',
        rows: funnel.map(({ name, reached, present }) => ({
          label: name,
          value: t('reached', { reached: format.number(reached), present: format.number(present) }),
          share: reached / most,
        })),
      },
    ]
  },
  consultants({ consultants }, { t, format }) {
    if (consultants.length === 0) return [{ kind: 'note', text: t('nobodyCame') }]
    return [
      {
        kind: 'table',
        columns: [
          { label: t('consultant'), isNumber: false },
          ...['leads', 'firstAnswer', 'appointments', 'converted', 'sales'].map(key => ({
            label: t(key),
            isNumber: true,
          })),
        ],
        rows: consultants.map(({ name, figures }) => [
          name ?? t('nobody'),
          format.number(figures.leads),
          format.wait(figures.firstAnswerMs),
          format.number(figures.appointments),
          format.number(figures.converted),
          format.sums(figures.sales),
        ]),
      },
    ]
  },
  sources({ sources, leads }, { t, format }) {
    if (sources.length === 0) return [{ kind: 'note', text: t('nobodyCame') }]
    const most = Math.max(1, ...sources.map(({ figures }) => figures.leads))
    return [
      {
        kind: 'bars',
        rows: sources.map(({ source, figures }) => ({
          label: t(`sources.${source}`),
          value: `${format.number(figures.leads)} · ${format.percent(leads.now.leads === 0 ? null : figures.leads / leads.now.leads)}`,
          share: figures.leads / most,
        })),
      },
      {
        kind: 'table',
        columns: [
          { label: t('source'), isNumber: false },
          ...['leads', 'appointments', 'converted', 'rate', 'sales'].map(key => ({ label: t(key), isNumber: true })),
        ],
        rows: sources.map(({ source, figures }) => [
          t(`sources.${source}`),
          format.number(figures.leads),
          format.number(figures.appointments),
          format.number(figures.converted),
          format.percent(figures.leads === 0 ? null : figures.converted / figures.leads),
          format.sums(figures.sales),
        ]),
      },
    ]
  },
  appointments({ appointments: { now, before } }, pen) {
    const names = ['total', 'confirmed', 'done', 'no_show', 'cancelled'] as const
    return [
      { kind: 'figures', figures: names.map(name => countFigure(pen, `visits.${name}`, now[name], before[name])) },
    ]
  },
  ads: describeAds,
  numbers({ numbers }, { t, format }) {
    if (numbers.length === 0) return [{ kind: 'note', text: t('noNumbers') }]
    return [
      {
        kind: 'table',
        columns: [
          { label: t('number'), isNumber: false },
          { label: t('health'), isNumber: false },
          { label: t('sentToday'), isNumber: true },
          { label: t('failedRate'), isNumber: true },
          { label: t('replyRate'), isNumber: true },
        ],
        rows: numbers.map(({ name, health }) => [
          name,
          t(`lights.${health.light}`),
          format.number(health.sentToday),
          format.percent(health.failedRate),
          format.percent(health.replyRate),
        ]),
      },
    ]
  },
}

function describeLeads(data: ReportData, pen: Pen): Block[] {
  const { t, format } = pen
  const { now, before, points, step } = data.leads
  const figures: Figure[] = (['leads', 'answered', 'appointments', 'converted'] as const).map(name =>
    countFigure(pen, name, now[name], before[name]),
  )
  if (data.audience === 'manager')
    figures.push(
      {
        label: t('firstAnswer'),
        value: format.wait(now.firstAnswerMs),
        change: wasOf(pen, format.wait(before.firstAnswerMs)),
      },
      { label: t('sales'), value: format.sums(now.sales), change: wasOf(pen, format.sums(before.sales)) },
    )
  const blocks: Block[] = [{ kind: 'figures', figures }]
  if (points.length > 1)
    blocks.push({
      kind: 'points',
      label: t(`over.${step}`),
      points: points.map(({ at, leads }) => ({
        label: format.shortDay(at),
        value: leads,
        words: format.number(leads),
      })),
    })
  return blocks
}

/** Values are worded by what their names say they are. */
function tell({ t, format }: Pen, { kind, values }: Finding, what: 'says' | 'advises'): string {
  const currency = String(values['currency'] ?? '')
  const worded = Object.entries(values).map(([name, value]): [string, string] => {
    if (typeof value === 'string') return [name, value]
    if (name.startsWith('percent')) return [name, format.percent(value)]
    if (name.endsWith('Ms')) return [name, format.wait(value)]
    if (name.endsWith('Money')) return [name, format.money({ amount: value, currency })]
    return [name, format.number(value)]
  })
  return t(`findings.${kind}.${what}`, Object.fromEntries(worded))
}

function lengthOf({ days: { from, to } }: ReportData): 'daily' | 'weekly' | 'monthly' | 'any' {
  if (from === to) return 'daily'
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  if (days === 7) return 'weekly'
  const isMonth = from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7) && days >= 28
  return isMonth && new Date(Date.parse(to) + 86_400_000).getUTCDate() === 1 ? 'monthly' : 'any'
}
