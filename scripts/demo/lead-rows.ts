import {
  type ChannelAccountId,
  type ConversationId,
  type InteractionId,
  type LeadId,
  type StaffId,
  type StageId,
} from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import type { auditLog } from '../../src/main/features/audit/schema.ts'
import type { conversationPeers, conversations } from '../../src/main/features/conversations/schema.ts'
import { endingOf } from '../../src/main/features/leads/identities.ts'
import { searchTextOf } from '../../src/main/features/leads/lead-search.sql.ts'
import { nameOrderOf } from '../../src/main/features/leads/name-order.ts'
import { generatedName } from '../../src/main/features/leads/people.ts'
import type { interactions, leadIdentities, leads, leadTouches } from '../../src/main/features/leads/schema.ts'
import { type MessageRow, messageRows, summaryOf } from './message-rows.ts'
import { OFFICE } from './office.ts'
import type { Random } from './random.ts'
import type { Story } from './story.ts'

/** What the leads of one office have in common. */
export interface OfficeKeys {
  readonly accountId: ChannelAccountId
  /** In the order of STAFF. */
  readonly staffIds: readonly StaffId[]
  readonly staffNames: readonly string[]
  readonly stages: Readonly<Record<StageOutcome, { id: StageId; name: string }>>
  readonly now: number
}

/** Everything that stands in the tables about one person. */
export interface LeadRows {
  readonly story: Story
  readonly lead: typeof leads.$inferInsert
  readonly identities: (typeof leadIdentities.$inferInsert)[]
  readonly touches: (typeof leadTouches.$inferInsert)[]
  readonly conversation: typeof conversations.$inferInsert | null
  readonly peers: (typeof conversationPeers.$inferInsert)[]
  readonly messages: MessageRow[]
  readonly interactions: (typeof interactions.$inferInsert)[]
  readonly audit: (typeof auditLog.$inferInsert)[]
}

type InteractionRow = LeadRows['interactions'][number]

/** Writes a story down as the application would have while it happened. */
export function leadRows(
  random: Random,
  story: Story,
  keys: OfficeKeys,
  numberIn: (country: string) => string,
): LeadRows {
  const leadId = random.id<LeadId>(story.arrivedAt)
  const conversationId = random.id<ConversationId>(story.arrivedAt)
  const phone = story.hidesNumber ? null : numberIn(story.person.country)
  const lid =
    story.hidesNumber || random.chance(0.6) ? `1${random.whole(10_000_000_000_000, 99_999_999_999_999)}` : null
  const messages = messageRows(random, story, { conversationId, leadId, staffIds: keys.staffIds, now: keys.now })
  const happened = happenings(story, messages, keys)
  const identities = identitiesOf(random, leadId, story, phone, lid)
  return {
    story,
    lead: leadOf(leadId, story, messages, happened, phone, keys),
    identities,
    touches: touchesOf(random, leadId, story, messages[0], keys.accountId),
    conversation:
      messages.length === 0
        ? null
        : {
            id: conversationId,
            leadId,
            channelAccountId: keys.accountId,
            ownerId: story.owner === null ? null : (keys.staffIds[story.owner] ?? null),
            channel: 'whatsapp',
            ...summaryOf(messages),
          },
    peers:
      messages.length === 0 ? [] : peersOf(random, { conversationId, leadId, phone, lid }, messages, keys.accountId),
    messages,
    interactions: happened.entries.map(entry => ({ id: random.id<InteractionId>(entry.happenedAt), leadId, ...entry })),
    audit: auditOf(random, leadId, happened.entries, messages),
  }
}

type Entry = Omit<InteractionRow, 'id' | 'leadId' | 'seq'>

interface Happenings {
  readonly entries: readonly Entry[]
  readonly outcome: StageOutcome
  readonly firstAnsweredAt: number | null
}

/** The timeline: made, assigned, answered, noted, ended; a stage that was passed already is not gone back to. */
function happenings(story: Story, messages: readonly MessageRow[], keys: OfficeKeys): Happenings {
  const entries: Entry[] = []
  let outcome: StageOutcome = 'new'
  const staffId = (index: number | null) => (index === null ? null : (keys.staffIds[index] ?? null))

  function add(kind: InteractionRow['kind'], staff: number | null, data: InteractionRow['data'], at: number): void {
    entries.push({ kind, staffId: staffId(staff), data, happenedAt: at, createdAt: at })
  }

  function moveTo(next: StageOutcome, staff: number | null, at: number): void {
    if (outcome === next) return
    const [from, to] = [keys.stages[outcome], keys.stages[next]]
    add('status_change', staff, { from: from.name, to: to.name, fromOutcome: outcome, toOutcome: next }, at)
    outcome = next
  }

  add(
    'created',
    story.enteredBy,
    { source: story.source === 'click_to_whatsapp_ad' ? 'whatsapp' : story.source },
    story.arrivedAt,
  )
  if (story.ad) {
    add(
      'ad_referral',
      null,
      { title: story.ad.title, adId: story.ad.id, sourceUrl: story.ad.sourceUrl },
      story.arrivedAt,
    )
  }
  const firstAnsweredAt = firstAnswer(messages)
  const steps: { at: number; run: () => void }[] = story.notes.map(note => ({
    at: note.at,
    run: () => add('note', note.staff, { text: note.text }, note.at),
  }))
  const { assignedAt, assignedBy, owner, ending } = story
  if (assignedAt !== null && owner !== null) {
    const data = { fromStaffId: null, toStaffId: staffId(owner), toName: keys.staffNames[owner] ?? null }
    steps.push({
      at: assignedAt,
      run() {
        add('assignment', assignedBy, data, assignedAt)
        if (outcome === 'new') moveTo('assigned', assignedBy, assignedAt)
      },
    })
  }
  if (firstAnsweredAt !== null) {
    steps.push({
      at: firstAnsweredAt,
      run() {
        if (outcome === 'new' || outcome === 'assigned') moveTo('contacted', owner, firstAnsweredAt)
      },
    })
  }
  if (ending) steps.push({ at: ending.at, run: () => moveTo(ending.outcome, owner, ending.at) })
  for (const step of steps.toSorted((one, other) => one.at - other.at)) step.run()
  return { entries, outcome, firstAnsweredAt }
}

/** The office's first word that left after the person's first. */
function firstAnswer(messages: readonly MessageRow[]): number | null {
  const firstInbound = messages.findIndex(row => row.direction === 'in')
  if (firstInbound < 0) return null
  return (
    messages.find((row, index) => index > firstInbound && row.direction === 'out' && row.sentAt != null)?.sentAt ?? null
  )
}

function leadOf(
  id: LeadId,
  story: Story,
  messages: readonly MessageRow[],
  { entries, outcome, firstAnsweredAt }: Happenings,
  phone: string | null,
  keys: OfficeKeys,
): LeadRows['lead'] {
  const { person, registeredAt } = story
  const isRegistered = registeredAt !== null
  const fullName = `${person.firstName} ${person.surname}`
  const name = isRegistered ? fullName : (person.pushName ?? generatedName(phone, OFFICE.locale))
  const inbound = messages.filter(row => row.direction === 'in')
  const lastOutbound = messages.findLast(row => row.direction === 'out' && row.sentAt != null)?.sentAt ?? null
  const changes = entries.filter(entry => ['assignment', 'status_change'].includes(entry.kind))
  const moves = entries.filter(entry => entry.kind === 'status_change')
  const converted = moves.find(({ data }) => data['toOutcome'] === 'converted')
  return {
    id,
    version: 1 + changes.length + (isRegistered ? 1 : 0),
    name,
    nameOrigin: isRegistered ? 'person' : person.pushName === null ? 'generated' : 'push_name',
    stageId: keys.stages[outcome].id,
    stageSince: moves.at(-1)?.happenedAt ?? null,
    convertedAt: converted?.happenedAt ?? null,
    rejectionReason: story.rejectionReason,
    ownerId: story.owner === null ? null : (keys.staffIds[story.owner] ?? null),
    source: story.source,
    sourceDetail: story.ad?.title ?? null,
    firstAdId: story.ad?.id ?? null,
    countryCode: phone === null && !isRegistered ? null : person.country,
    language: isRegistered ? person.language : null,
    city: isRegistered ? person.city : null,
    isUnregistered: !isRegistered,
    firstMessageAnswered: firstAnsweredAt !== null,
    firstInboundAt: inbound[0]?.sentAt ?? null,
    firstAnsweredAt,
    lastInboundAt: inbound.at(-1)?.sentAt ?? null,
    lastOutboundAt: lastOutbound,
    lastContactedAt: lastOutbound,
    nameOrder: nameOrderOf(name),
    searchText: searchTextOf(name, phone === null ? [] : [phone], isRegistered ? [person.email] : []),
    createdAt: story.arrivedAt,
    updatedAt: Math.max(story.arrivedAt, registeredAt ?? 0, ...changes.map(entry => entry.happenedAt)),
  }
}

function identitiesOf(
  random: Random,
  leadId: LeadId,
  story: Story,
  phone: string | null,
  lid: string | null,
): LeadRows['identities'] {
  const identity = (kind: 'phone' | 'whatsapp_lid' | 'email', value: string, createdAt: number) => ({
    id: random.id(createdAt),
    leadId,
    kind,
    value,
    uniqueKey: kind === 'email' ? null : `${kind}:${value}`,
    ending: endingOf(kind, value),
    createdAt,
  })
  return [
    ...(phone === null ? [] : [identity('phone', phone, story.arrivedAt)]),
    ...(lid === null ? [] : [identity('whatsapp_lid', lid, story.arrivedAt)]),
    ...(story.registeredAt === null ? [] : [identity('email', story.person.email, story.registeredAt)]),
  ]
}

function touchesOf(
  random: Random,
  leadId: LeadId,
  story: Story,
  first: MessageRow | undefined,
  accountId: ChannelAccountId,
): LeadRows['touches'] {
  const { ad, arrivedAt: at, source } = story
  const touch = { leadId, happenedAt: at, createdAt: at }
  if (story.enteredBy !== null || !first) return [{ id: random.id(at), ...touch, kind: 'manual', source }]
  const message = { channelAccountId: accountId, externalId: first.externalId }
  const firstMessage = { id: random.id(at), ...touch, ...message, kind: 'first_message', source: 'whatsapp' } as const
  if (!ad) return [firstMessage]
  const clickId = `demo-${random.hex(24).toLowerCase()}`
  const raw = { sourceType: 'ad', sourceId: ad.id, sourceUrl: ad.sourceUrl, title: ad.title, ctwaClid: clickId }
  const referral = { adId: ad.id, clickId, title: ad.title, sourceUrl: ad.sourceUrl, raw }
  return [firstMessage, { id: random.id(at), ...touch, ...message, kind: 'ad_referral', source, ...referral }]
}

function peersOf(
  random: Random,
  ids: { conversationId: ConversationId; leadId: LeadId; phone: string | null; lid: string | null },
  messages: readonly MessageRow[],
  channelAccountId: ChannelAccountId,
): LeadRows['peers'] {
  const { conversationId, leadId, phone, lid } = ids
  const lastUsedAt = messages.findLast(row => row.direction === 'in')?.sortAt ?? messages[0]?.sortAt ?? 0
  const peer = (kind: 'phone' | 'whatsapp_lid', value: string) => ({
    id: random.id(messages[0]?.sortAt ?? 0),
    conversationId,
    leadId,
    channelAccountId,
    kind,
    value,
    lastUsedAt,
  })
  return [...(phone === null ? [] : [peer('phone', phone)]), ...(lid === null ? [] : [peer('whatsapp_lid', lid)])]
}

const AUDITED: Readonly<Record<string, string>> = {
  assignment: 'lead.assigned',
  status_change: 'lead.moved',
  note: 'lead.noted',
}

/** What people did themselves; what the program did by itself is not theirs to answer for. */
function auditOf(
  random: Random,
  leadId: LeadId,
  entries: readonly Entry[],
  messages: readonly MessageRow[],
): LeadRows['audit'] {
  const aboutLead = entries.flatMap(({ kind, staffId, happenedAt: at }) => {
    const action = kind === 'created' ? 'lead.created' : AUDITED[kind]
    if (!staffId || !action) return []
    return [{ id: random.id(at), at, staffId, action, subjectKind: 'lead', subjectId: leadId }]
  })
  const aboutMessages = messages
    .filter(row => row.sentBy != null)
    .map(({ id, sentBy, createdAt: at }) => {
      return {
        id: random.id(at),
        at,
        staffId: sentBy,
        action: 'message.written',
        subjectKind: 'message',
        subjectId: id,
      }
    })
  return [...aboutLead, ...aboutMessages]
}
