import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import type { LeadSort } from '#shared/contract/lead-filter.ts'
import type { LeadSummary } from '#shared/contract/leads.ts'
import { type ConversationId, type LeadId, type MessageId, newId, type StageId } from '#shared/domain/ids.ts'
import { createInvalidator } from '../../app/invalidator.ts'
import { api } from '../../rpc/api.ts'
import { RENEWS_ITSELF } from '../../rpc/renews-itself.ts'
import { createLeadListRenewal } from './lead-list-renewal.ts'

const LEADS = 1_000
const PAGE = 100
const stageId = newId<StageId>()

let office: LeadSummary[]
let queries: QueryClient
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  office = Array.from({ length: LEADS }, (_, index) => lead(`Kişi ${index}`, LEADS - index))
  queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } })
  stop = () => {}
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

function lead(name: string, at: number): LeadSummary {
  return {
    ...{ id: newId<LeadId>(), version: 1, name, phoneNumber: null, isNumberHidden: false, stageId, ownerId: null },
    ...{ source: 'whatsapp', sourceDetail: null, countryCode: null, isUnregistered: false, lastContactedAt: at },
    ...{ nextActionAt: null, nextActionText: null, lastInboundAt: at, createdAt: at, lastCalledAt: null },
    ...{ brandId: null, campaignName: null, formName: null, language: null, tagIds: [], score: 0 },
  }
}

/** The page's list over an office that answers as the core does, with the first `pages` loaded; and what it asked for since. */
async function showList({ sort = 'created', pages = 6 }: { sort?: LeadSort; pages?: number } = {}) {
  const place = (one: LeadSummary) => (sort === 'created' ? one.createdAt : (one.lastContactedAt ?? 0))
  const asked: (string | null)[] = []
  async function ask(cursor: string | null, limit: number) {
    asked.push(cursor)
    const after = cursor === null ? Number.POSITIVE_INFINITY : Number(cursor)
    const found = office.filter(one => place(one) < after).sort((a, b) => place(b) - place(a))
    const items = found.slice(0, limit).map(one => ({ ...one }))
    const last = items.at(-1)
    return { items, nextCursor: found.length > limit && last ? String(place(last)) : null }
  }
  const queryKey = api.leads.list.infiniteKey({
    input: (cursor: string | null) => ({ sort, cursor, limit: PAGE }),
    initialPageParam: null,
  })
  const observer = new InfiniteQueryObserver(queries, {
    queryKey,
    queryFn: ({ pageParam }) => ask(pageParam as string | null, PAGE),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
    meta: { [RENEWS_ITSELF]: true },
  })
  const unsubscribe = observer.subscribe(() => {})
  await vi.advanceTimersByTimeAsync(1)
  for (let page = 1; page < pages; page += 1) await observer.fetchNextPage()
  const renewal = createLeadListRenewal({ queries, queryKey, sort, isSearching: false, ask })
  const invalidator = createInvalidator(queries)
  stop = () => {
    renewal.stop()
    invalidator.stop()
    unsubscribe()
  }
  asked.length = 0
  return {
    asked,
    rows: () => (observer.getCurrentResult().data?.pages ?? []).flatMap(page => page.items),
    hear(event: AppEvent) {
      invalidator.changedBy(event)
      renewal.changedBy(event)
    },
  }
}

function at(index: number): LeadSummary {
  const one = office[index]
  if (one === undefined) throw new Error('no such lead')
  return one
}

function messageOf({ id: leadId }: LeadSummary): AppEvent {
  return {
    type: 'message.added',
    leadId,
    conversationId: newId<ConversationId>(),
    messageId: newId<MessageId>(),
  }
}

const inOrder = (count: number, by: 'createdAt' | 'lastContactedAt') =>
  [...office].sort((a, b) => (b[by] ?? 0) - (a[by] ?? 0)).slice(0, count)

describe('the list of leads in a storm', () => {
  it('asks for the pages that changed, about once in six tenths of a second, and for no other', async () => {
    const list = await showList()
    for (let event = 0; event < 200; event += 1) {
      const one = at(event % 2 === 0 ? 150 : 420)
      one.lastInboundAt = 5_000 + event
      list.hear(messageOf(one))
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(2_000)
    // Two pages, four times: with the whole list it would be 6 pages for each of them.
    expect(list.asked.length).toBeLessThanOrEqual(8)
    expect(new Set(list.asked).size).toBe(2)
    expect(list.rows()).toEqual(inOrder(600, 'createdAt'))
  })

  it('asks for nothing when the leads are not among those that are loaded', async () => {
    const list = await showList()
    for (let event = 0; event < 200; event += 1) list.hear(messageOf(at(700 + event)))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(list.asked).toEqual([])
  })

  it('moves up whoever writes, without losing or doubling a row', async () => {
    const list = await showList({ sort: 'last_contact' })
    for (let event = 0; event < 200; event += 1) {
      // Among them some from further down than what is loaded.
      const one = at((event * 37) % 900)
      one.lastContactedAt = 10_000 + event
      list.hear(messageOf(one))
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(2_000)
    const rows = list.rows()
    expect(rows.map(({ id }) => id)).toEqual(inOrder(rows.length, 'lastContactedAt').map(({ id }) => id))
    expect(rows.length).toBeGreaterThanOrEqual(600)
    expect(list.asked.length).toBeLessThanOrEqual(5 * 6)
  })

  it('shows a new lead on top and lets a deleted one go', async () => {
    const list = await showList()
    const added = lead('Yeni', 2_000)
    office.unshift(added)
    list.hear({ type: 'lead.created', leadId: added.id })
    const [removed] = office.splice(350, 1)
    if (removed) list.hear({ type: 'lead.deleted', leadId: removed.id })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(list.asked.length).toBe(2)
    expect(list.rows().map(({ name }) => name)).toEqual(inOrder(600, 'createdAt').map(({ name }) => name))
  })

  it('asks for everything, but seldom, when a lead that was not loaded may stand anywhere', async () => {
    const list = await showList()
    for (let event = 0; event < 200; event += 1) {
      list.hear({ type: 'lead.changed', leadId: at(800 + (event % 100)).id })
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(4_000)
    expect(list.asked.length).toBeLessThanOrEqual(2 * 6)
    expect(list.asked.length).toBeGreaterThanOrEqual(6)
  })

  it('does not overtake the next page that is being loaded', async () => {
    const list = await showList({ pages: 2 })
    at(10).name = 'Adı değişti'
    list.hear({ type: 'lead.changed', leadId: at(10).id })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(list.rows()[10]?.name).toBe('Adı değişti')
    expect(list.asked).toEqual([null])
  })
})
