import { clickRate, ratio } from '#shared/domain/insight.ts'
import { bestAndWorst, costPerLead } from './build-report.ts'
import { countFigure, type Pen, wasOf } from './pen.ts'
import type { AdPart, ReportData } from './report-data.ts'
import type { Block, Figure } from './report-document.ts'

const MOST_NAMED = 3

/** What ads cost and brought: key figures for everybody, campaigns and money earned for the managers (rows A3, A19). */
export function describeAds({ ads, audience, currency }: ReportData, pen: Pen): Block[] {
  const { t, format } = pen
  if (ads === null) return [{ kind: 'note', text: t('noAds') }]
  const { now, before } = ads
  const rate = (of: typeof now) => format.percent(ratio(of.clicks, of.impressions))
  const perLead = (of: typeof now) =>
    of.spend.amount === null || of.leads === 0
      ? '–'
      : format.money({ amount: Math.round(of.spend.amount / of.leads), currency })
  const figures: Figure[] = [
    { label: t('spend'), value: format.total(now.spend), change: wasOf(pen, format.total(before.spend)) },
    countFigure(pen, 'impressions', now.impressions, before.impressions),
    countFigure(pen, 'clicks', now.clicks, before.clicks),
    { label: t('clickRate'), value: rate(now), change: wasOf(pen, rate(before)) },
    countFigure(pen, 'adLeads', now.leads, before.leads),
    { label: t('costPerLead'), value: perLead(now), change: wasOf(pen, perLead(before)) },
  ]
  if (audience === 'manager')
    figures.push(countFigure(pen, 'patients', now.patients, before.patients), {
      label: t('adRevenue'),
      value: format.total(now.revenue),
      change: wasOf(pen, format.total(before.revenue)),
    })
  const blocks: Block[] = [
    { kind: 'figures', figures },
    {
      kind: 'note',
      text: t('clicksAndChats', {
        clicks: format.number(now.clicks),
        chats: format.number(now.chats),
        atMeta: format.number(now.chatsAtMeta),
      }),
    },
  ]
  if (audience === 'manager') blocks.push(...named('Campaigns', ads.campaigns), ...named('Ads', ads.ads))
  if (ads.missingBefore !== null)
    blocks.push({ kind: 'note', text: t('missingBefore', { day: format.day(ads.missingBefore) }) })
  else if (ads.asOf !== null) blocks.push({ kind: 'note', text: t('asOf', { moment: format.moment(ads.asOf) }) })
  return blocks

  function named(of: 'Campaigns' | 'Ads', parts: readonly AdPart[]): Block[] {
    const { best, worst } = bestAndWorst(parts, MOST_NAMED)
    return [
      ...(best.length > 0 ? [table(`best${of}`, best)] : []),
      ...(worst.length > 0 ? [table(`worst${of}`, worst)] : []),
    ]
  }

  function table(key: string, parts: readonly AdPart[]): Block {
    return {
      kind: 'table',
      columns: [
        { label: t(key), isNumber: false },
        ...['spend', 'clickRate', 'adLeads', 'costPerLead'].map(label => ({ label: t(label), isNumber: true })),
      ],
      rows: parts.map(({ name, row }) => {
        const cost = costPerLead(row)
        return [
          name,
          format.money({ amount: row.sums.spend, currency: row.currency }),
          format.percent(clickRate(row.sums)),
          format.number(row.outcomes.leads),
          cost === null ? '–' : format.money({ amount: Math.round(cost), currency }),
        ]
      }),
    }
  }
}
