import type { LeadFilterInput } from '#shared/contract/lead-filter.ts'
import type { Client } from './bench-office.ts'
import {
  BUSY_LEAD,
  CONSULTANTS,
  LONG_CHAT,
  leadIdOf,
  messageIdOf,
  type OfficeSize,
  SECOND_ACCOUNT,
} from './fill-office.ts'
import { nameOf, phoneOf, rareWordOf } from './words.ts'

export type ReaderRole = 'admin' | 'consultant'

export interface ReadCase {
  readonly name: string
  readonly as: ReaderRole
  readonly read: (client: Client) => Promise<unknown>
}

interface Page {
  readonly items: readonly unknown[]
  readonly nextCursor: string | null
}

/** A page from the middle of a list: where paging gets slow, if it does. */
async function deepCursor(first: (cursor: string | null) => Promise<Page>, pages: number): Promise<string | null> {
  let cursor: string | null = null
  for (let page = 0; page < pages; page += 1) {
    const { nextCursor } = await first(cursor)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return cursor
}

/** How many pages a person scrolls before the "deep" page is measured: enough for the largest, possible in the smallest. */
function pagesIn(rows: number): number {
  return Math.max(1, Math.min(40, Math.floor(rows / 50) - 1))
}

const NOT_CALLED: LeadFilterInput = { notCalledForDays: 14, outcomes: ['new', 'assigned', 'contacted'] }
/** Two columns of which each has many, and hardly anybody has both. */
const HARDLY_ANY: LeadFilterInput = { sources: ['referral', 'website'], countries: ['US', 'DE'], unregistered: true }
const NOTHING: LeadFilterInput = {
  sources: ['whatsapp', 'manual'],
  nextAction: 'none',
  countries: ['AQ', 'TR'],
  unregistered: true,
  notContactedForDays: 3_650,
}

/** Every page that the office's day is made of, with the inputs that the pages send. */
export async function listReadCases(admin: Client, size: OfficeSize): Promise<ReadCase[]> {
  const cases: ReadCase[] = []
  const add = (name: string, read: ReadCase['read'], as: ReaderRole = 'admin') => cases.push({ name, as, read })
  const both = (name: string, read: ReadCase['read']) => {
    add(name, read)
    add(`${name}, a consultant’s`, read, 'consultant')
  }

  both('conversations', c => c.conversations.list({}))
  const conversationPlace = await deepCursor(cursor => admin.conversations.list({ cursor }), pagesIn(size.leads))
  add('conversations, a later page', c => c.conversations.list({ cursor: conversationPlace }))
  both('conversations, unread', c => c.conversations.list({ filter: { unread: true } }))
  both('conversations, waiting', c => c.conversations.list({ filter: { waiting: true } }))
  add('conversations, mine', c => c.conversations.list({ filter: { mine: true } }), 'consultant')
  add('conversations, nobody’s', c => c.conversations.list({ filter: { unassigned: true } }))
  add('conversations, archived', c => c.conversations.list({ filter: { archived: true } }))
  add('conversations, of one number', c => c.conversations.list({ filter: { channelAccountId: SECOND_ACCOUNT } }))
  both('conversations, counts', c => c.conversations.counts())
  add('conversations, by name', c => c.conversations.list({ filter: { search: 'ayşe' } }))
  add('conversations, by number', c => c.conversations.list({ filter: { search: phoneOf(7).slice(1) } }))
  add('conversation', c => c.conversations.get({ id: LONG_CHAT }))

  add('chat, newest page', c => c.messages.list({ conversationId: LONG_CHAT }))
  const chatPlace = await deepCursor(
    cursor => admin.messages.list({ conversationId: LONG_CHAT, cursor }),
    pagesIn(size.longChat),
  )
  add('chat, deep page', c => c.messages.list({ conversationId: LONG_CHAT, cursor: chatPlace }))
  const middle = (size.messages / size.longChat) * Math.floor(size.longChat / 2)
  add('chat, around a message', c => c.messages.list({ conversationId: LONG_CHAT, aroundId: messageIdOf(middle) }))

  both('messages with a common word', c => c.messages.search({ query: 'merhaba' }))
  both('messages with a rare word', c => c.messages.search({ query: rareWordOf(7) }))
  add('messages with two words', c => c.messages.search({ query: 'randevu fiyat' }))
  add('messages, as one types', c => c.messages.search({ query: 'ran' }))
  add('messages of one chat with a word', c => c.messages.search({ query: 'randevu', conversationId: LONG_CHAT }))
  add('messages with a star', c => c.messages.starred({}))

  both('leads, newest', c => c.leads.list({}))
  const leadPlace = await deepCursor(cursor => admin.leads.list({ cursor }), pagesIn(size.leads))
  add('leads, a later page', c => c.leads.list({ cursor: leadPlace }))
  both('leads, talked with last', c => c.leads.list({ sort: 'last_contact' }))
  both('leads, by name', c => c.leads.list({ sort: 'name' }))
  const stages = await admin.stages.list()
  const stageIds = stages.slice(1, 2).map(({ id }) => id)
  const owners = CONSULTANTS.slice(2, 3)
  add('leads, of a stage', c => c.leads.list({ filter: { stageIds } }))
  add('leads, of an owner', c => c.leads.list({ filter: { owners } }))
  add('leads, of an owner in a stage', c => c.leads.list({ filter: { owners, stageIds } }))
  add('leads, of a source', c => c.leads.list({ filter: { sources: ['manual'] } }))
  both('leads, of a source by name', c => c.leads.list({ filter: { sources: ['manual'] }, sort: 'name' }))
  add('leads, by a word', c => c.leads.list({ filter: { search: nameOf(7) } }))
  both('leads, not called for long', c => c.leads.list({ filter: NOT_CALLED, sort: 'last_call', direction: 'asc' }))
  both('leads, never answered', c => c.leads.list({ filter: { neverAnswered: true } }))
  both('leads, due today', c => c.leads.list({ filter: { nextAction: 'today' }, sort: 'next_action' }))
  both('leads, of a month', c => c.leads.list({ filter: { created: { kind: 'last_days', days: 30 } }, sort: 'name' }))
  both('leads, that hardly anything fits', c => c.leads.list({ filter: HARDLY_ANY, sort: 'name' }))
  both('leads, that nothing fits', c => c.leads.list({ filter: { ...NOT_CALLED, ...NOTHING }, sort: 'score' }))
  both('leads, that nothing found fits', c => c.leads.list({ filter: { ...NOTHING, search: 'a' } }))
  both('leads, how many not called for long', c => c.leads.count({ filter: NOT_CALLED }))
  both('leads, how many that nothing fits', c => c.leads.count({ filter: { ...NOT_CALLED, ...NOTHING } }))
  // What a board asks for: the head of each column, and how many stand in it.
  both('leads, the board', async c => {
    const columns = await Promise.all(stages.map(({ id }) => c.leads.list({ filter: { stageIds: [id] }, limit: 30 })))
    await c.leadBoard.counts({ owners: [] })
    return columns.flatMap(({ items }) => items)
  })
  add('leads, answered', c => c.leads.list({ filter: { passed: 'answered' } }))
  both('leads, that may be written to', c =>
    c.leads.list({ filter: { consent: { channel: 'email', state: 'granted' } }, sort: 'last_contact' }),
  )
  both('overview of a month', c => c.overview.report({ period: { kind: 'last_days', days: 30 } }))
  add('overview of all there ever was', c => c.overview.report({ period: { kind: 'last_days', days: 3_650 } }))
  add('leads, where they came from', c => c.leads.origins())
  both('leads, counts', c => c.leads.stats())
  add('lead', c => c.leads.get({ id: leadIdOf(1) }))
  add('lead, timeline', c => c.leads.timeline({ leadId: BUSY_LEAD }))
  add('lead, conversations', c => c.conversations.ofLead({ leadId: leadIdOf(10) }))
  add('lead, messages', c => c.messages.ofLead({ leadId: BUSY_LEAD }))
  add('files of a lead', c => c.files.ofLead({ leadId: BUSY_LEAD }))
  add('files of a lead, counts', c => c.files.counts({ leadId: BUSY_LEAD }))
  return cases
}

/** How many rows an answer has, where it is a page. */
export function rowsOf(answer: unknown): number | null {
  if (Array.isArray(answer)) return answer.length
  const items = typeof answer === 'object' && answer !== null && 'items' in answer ? answer.items : null
  return Array.isArray(items) ? items.length : null
}
