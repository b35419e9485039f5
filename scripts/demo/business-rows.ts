import { foldText } from '#shared/domain/fold-text.ts'
import type { InteractionId, SaleId, TagId, TreatmentId } from '#shared/domain/ids.ts'
import { INITIAL_HOURS, openSpans } from '#shared/domain/working-hours.ts'
import type { interactions } from '../../src/main/features/leads/schema.ts'
import type { exchangeRates, sales, treatments } from '../../src/main/features/sales/schema.ts'
import type { newLeads } from '../../src/main/features/speed-to-lead/schema.ts'
import type { leadTags, tags } from '../../src/main/features/tags/schema.ts'
import type { LeadRows, OfficeKeys } from './lead-rows.ts'
import { OFFICE, type Treatment } from './office.ts'
import { DAY, HOUR } from './office-hours.ts'
import type { Random } from './random.ts'

/** What the office offers: its name, and what it costs at home (lira) and abroad (euro), in whole units. */
const TREATMENTS: Readonly<Record<Treatment, { name: string; lira: [number, number]; euro: [number, number] }>> = {
  hair: { name: 'Saç ekimi', lira: [45_000, 90_000], euro: [1_900, 3_200] },
  dental: { name: 'Gülüş tasarımı', lira: [60_000, 220_000], euro: [2_200, 6_500] },
  nose: { name: 'Burun estetiği', lira: [90_000, 160_000], euro: [2_800, 4_400] },
  checkup: { name: 'Check-up', lira: [12_000, 30_000], euro: [450, 900] },
}

/** Lira for one euro: a year ago, and what each week adds. */
const RATE = { first: 47.2, aWeek: 0.11 }
const WEEK = 7 * DAY

const TAGS = [
  { name: 'VIP', color: 'grape' },
  { name: 'Transfer istiyor', color: 'blue' },
  { name: 'Aileyle geliyor', color: 'teal' },
  { name: 'Taksit soruyor', color: 'orange' },
]

/** For how long the desk's clock of first answers goes back. */
const ANSWERS_SINCE = 90 * DAY

export interface BusinessRows {
  readonly treatments: (typeof treatments.$inferInsert)[]
  readonly sales: (typeof sales.$inferInsert)[]
  readonly interactions: (typeof interactions.$inferInsert)[]
  readonly rates: (typeof exchangeRates.$inferInsert)[]
  readonly newLeads: (typeof newLeads.$inferInsert)[]
  readonly tags: (typeof tags.$inferInsert)[]
  readonly leadTags: (typeof leadTags.$inferInsert)[]
}

/** What the year brought in: who bought what, how fast they were answered, and how the office marks its people. */
export function businessRows(random: Random, people: readonly LeadRows[], keys: OfficeKeys): BusinessRows {
  const foundedAt = keys.now - 366 * DAY
  const made = { createdAt: foundedAt, updatedAt: foundedAt }
  const tagRows = TAGS.map(({ name, color }) => {
    return { id: random.id<TagId>(foundedAt), name, nameKey: foldText(name), color, ...made }
  })
  const sold = people.flatMap(person => saleOf(random, person, keys))
  return {
    treatments: Object.values(TREATMENTS).map(({ name }, position) => {
      return { id: random.id<TreatmentId>(foundedAt), name, position, ...made }
    }),
    sales: sold.map(({ sale }) => sale),
    interactions: sold.map(({ interaction }) => interaction),
    rates: Array.from({ length: 53 }, (_, week) => rateOf(random, foundedAt + week * WEEK, week)),
    newLeads: people.flatMap(person => newLeadOf(random, person, keys.now)),
    tags: tagRows,
    leadTags: people.flatMap(({ lead }) => {
      if (!random.chance(0.14)) return []
      const { id: tagId } = random.pick(tagRows)
      return [{ id: random.id(lead.createdAt), leadId: lead.id, tagId, createdAt: lead.createdAt }]
    }),
  }
}

function dayOf(at: number): string {
  return new Date(at + 3 * HOUR).toISOString().slice(0, 10)
}

function saleOf(random: Random, { lead, story }: LeadRows, { staffIds }: OfficeKeys) {
  const at = lead.convertedAt ?? null
  if (at === null) return []
  const { name: treatment, lira, euro } = TREATMENTS[story.treatment]
  const isHome = lead.countryCode === 'TR' || lead.countryCode === null
  const [from, to] = isHome ? lira : euro
  const step = isHome ? 1_000 : 50
  const amount = random.whole(Math.ceil(from / step), Math.floor(to / step)) * step * 100
  const currency = isHome ? 'TRY' : 'EUR'
  const staffId = story.owner === null ? null : (staffIds[story.owner] ?? null)
  const isEnded = random.chance(0.03)
  const status = isEnded ? ('cancelled' as const) : ('won' as const)
  const id = random.id<SaleId>(at)
  const soldOn = dayOf(at)
  const sale = {
    id,
    leadId: lead.id,
    amount,
    currency,
    treatment,
    soldOn,
    status,
    staffId,
    createdAt: at,
    updatedAt: at,
  }
  const data = { saleId: id, action: 'added', amount, currency, treatment, status: 'won', soldOn }
  return [
    {
      sale: { ...sale, ...(isEnded && { endedOn: soldOn }) },
      interaction: {
        id: random.id<InteractionId>(at),
        leadId: lead.id,
        staffId,
        kind: 'sale' as const,
        data,
        happenedAt: at,
        createdAt: at,
      },
    },
  ]
}

function rateOf(random: Random, at: number, week: number): BusinessRows['rates'][number] {
  const rate = Math.round((RATE.first + week * RATE.aWeek + random.fraction() * 0.2) * 1_000_000)
  return {
    id: random.id(at),
    onDay: dayOf(at),
    currency: 'EUR',
    into: 'TRY',
    rate,
    staffId: null,
    createdAt: at,
    updatedAt: at,
  }
}

function newLeadOf(random: Random, { lead, story }: LeadRows, now: number): BusinessRows['newLeads'] {
  const raisedAt = lead.createdAt
  if (story.enteredBy !== null || raisedAt < now - ANSWERS_SINCE) return []
  const answeredAt = lead.firstAnsweredAt ?? null
  const isInOfficeHours =
    openSpans(INITIAL_HOURS, [], { from: raisedAt, until: raisedAt + 1 }, OFFICE.timeZone).length > 0
  // What nobody answered in a day is no news any more.
  const closedAt = answeredAt ?? (raisedAt < now - DAY ? raisedAt + DAY : null)
  return [
    {
      id: random.id(raisedAt),
      leadId: lead.id,
      source: story.source,
      raisedAt,
      isInOfficeHours,
      answeredAt,
      answeredBy: answeredAt === null ? null : (lead.ownerId ?? null),
      closedAt,
    },
  ]
}
