import { assertNever } from '#shared/domain/assert-never.ts'
import type { ChannelAccountId, ConversationId, LeadId, StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelFact, ChannelMessage } from '../channels/channel.ts'
import type { MessageFiles } from '../files/message-files.ts'
import type { AssignNewLead } from '../leads/assign-new-lead.ts'
import type { People } from '../leads/people-service.ts'
import type { Blocks } from './blocks.ts'
import type { FetchQueue } from './fetch-queue.ts'
import { contentOf, createMessageIntake, type OnText, type Raised } from './message-intake.ts'
import { findByExternalId, findInConversation, type MessageRow, updateMessage } from './message-queries.ts'
import type { MessageStatuses } from './message-statuses.ts'
import { findConversationOf, findOrCreateConversation, findPeer, isOwnNumber, rememberPeer } from './peers.ts'
import { noteReaction } from './reactions.ts'
import type { ReadMarks } from './read-marks.ts'
import { refreshSummary } from './summary.ts'

type Fact<Kind extends ChannelFact['kind']> = Extract<ChannelFact, { kind: Kind }>

/**
 * Stores what a channel reports, inside the adapter's transaction (rows E8, E40). Everything here may come twice, late and out of
 * order: each fact leaves the same rows however often it is received.
 */
export function createReceiver({
  clock,
  events,
  people,
  statuses,
  readMarks,
  raiseNotification,
  files,
  fetchQueue,
  blocks,
  raiseNewLead,
  assignNewLead,
  onText,
  onAdReferral,
  elsewhere,
}: {
  clock: Clock
  events: AppEvents
  people: People
  statuses: MessageStatuses
  readMarks: ReadMarks
  raiseNotification: (message: Raised) => void
  files: Pick<MessageFiles, 'forgetFilesOfMessages'>
  fetchQueue: Pick<FetchQueue, 'add'>
  blocks: Pick<Blocks, 'receive' | 'receiveList'>
  /** Somebody wrote to the office for the first time. */
  raiseNewLead?: (tx: Db, leadId: LeadId, source: 'whatsapp' | 'click_to_whatsapp_ad') => void
  /** Whose somebody becomes who writes for the first time. */
  assignNewLead?: AssignNewLead
  /** A customer wrote something just now. In the transaction that stores it. */
  onText?: OnText
  /** Somebody has just written after clicking an ad. In the transaction that stores it. */
  onAdReferral?: (tx: Db, came: { leadId: LeadId; conversationId: ConversationId; at: number }) => void
  /** What leaves through the office's numbers without being in a chat. */
  elsewhere?: () => {
    isOurs(tx: Db, accountId: ChannelAccountId, externalId: string): boolean
    noteStatus(tx: Db, accountId: ChannelAccountId, status: Fact<'status'>): void
  }
}) {
  const intake = createMessageIntake({ clock, events, people, readMarks, raiseNotification, fetchQueue, onText })

  function receiveMessage(tx: Db, accountId: ChannelAccountId, message: ChannelMessage): void {
    const now = clock.now()
    const { sentAt: at, externalId, direction, adReferral: referral } = message
    if (isBetweenOwnNumbers(tx, message)) return
    // Another device tells of what left from here: nobody's lead.
    if (direction === 'out' && elsewhere?.().isOurs(tx, accountId, externalId)) return
    const isInbound = direction === 'in'
    const person = people.findOrCreate(
      tx,
      { ...message.peer, pushName: isInbound ? message.pushName : null },
      {
        source: referral && isInbound ? 'click_to_whatsapp_ad' : 'whatsapp',
        at,
        correspondent: findPeer(tx, accountId, message.peer)?.leadId ?? null,
      },
    )
    const { leadId } = person
    // What was said before the number was linked is no news.
    if (person.isNew && isInbound && !message.isHistory) {
      assignNewLead?.(tx, leadId, { source: referral ? 'click_to_whatsapp_ad' : 'whatsapp' })
      raiseNewLead?.(tx, leadId, referral ? 'click_to_whatsapp_ad' : 'whatsapp')
    }
    const peer = person.isParted ? { ...message.peer, phone: null } : message.peer
    announcePerson(tx, person)
    const conversation = findOrCreateConversation(tx, leadId, accountId, at, now)
    rememberPeer(tx, conversation, peer, isInbound ? at : null)
    const existing = findInConversation(tx, conversation.id, direction, externalId)
    if (existing) receiveAgain(tx, existing, message, now)
    else intake.add(tx, conversation, { ...message, peer })
    if (isInbound) people.recordFirstMessage(tx, { leadId, accountId, externalId, at, now })
    if (referral && isInbound && people.recordAdReferral(tx, { leadId, accountId, externalId, referral, at, now })) {
      announce(tx, { type: 'lead.changed', leadId })
      if (!message.isHistory) onAdReferral?.(tx, { leadId, conversationId: conversation.id, at })
    }
  }

  /** One of the office's numbers writes to another (decision 0014). */
  function isBetweenOwnNumbers(tx: Db, { peer: { phone, lid } }: ChannelMessage): boolean {
    return phone !== null && isOwnNumber(tx, phone) && !people.isKnown(tx, phone, lid)
  }

  function receiveAgain(tx: Db, existing: MessageRow, message: ChannelMessage, now: number): void {
    fillPlaceholder(tx, existing, message, now)
    // The office's other devices tell of what we sent: so it has left, even where its acknowledgement was lost.
    if (existing.direction === 'out') statuses.advance(tx, existing, 'sent', message.sentAt)
  }

  /**
   * A first copy may be empty (an ad's first message, a failed decryption): the real one comes later under the same id. What was
   * deleted meanwhile stays deleted, and what was edited keeps its newer text.
   */
  function fillPlaceholder(tx: Db, existing: MessageRow, message: ChannelMessage, now: number): void {
    if (existing.deletedAt !== null) return
    const wasEditedUnseen = existing.editedAt !== null && existing.raw === null
    const isReal = message.kind !== 'waiting' && (existing.kind === 'waiting' || wasEditedUnseen)
    const content = contentOf(message)
    const adReferral = existing.adReferral ?? content.adReferral
    if (!isReal && adReferral === existing.adReferral) return
    const body = existing.editedAt === null ? content.body : existing.body
    updateMessage(tx, existing.id, isReal ? { ...content, body, adReferral } : { adReferral }, now)
    if (isReal) fetchQueue.add(tx, existing, message)
    refreshSummary(tx, existing.conversationId, now)
    announceMessage(tx, existing)
  }

  function receiveStatus(tx: Db, accountId: ChannelAccountId, fact: Fact<'status'>): void {
    const row = findByExternalId(tx, accountId, 'out', fact.externalId)
    if (row) statuses.advance(tx, row, fact.status, fact.at)
    else elsewhere?.().noteStatus(tx, accountId, fact)
  }

  /** The message that somebody speaks of, in their own chat: senders choose their ids, and may choose one of another person's. */
  function findSpokenOf(tx: Db, accountId: ChannelAccountId, fact: Fact<'edited'> | Fact<'deleted'>) {
    const peer = findPeer(tx, accountId, fact.peer)
    return peer && findInConversation(tx, peer.conversationId, fact.direction, fact.externalId)
  }

  function receiveEdit(tx: Db, accountId: ChannelAccountId, fact: Fact<'edited'>): void {
    const row = findSpokenOf(tx, accountId, fact)
    if (!row || row.deletedAt !== null || (row.editedAt ?? 0) >= fact.at) return
    const now = clock.now()
    // A message that could not be read until now can be read in its new form.
    const kind = row.kind === 'waiting' ? 'text' : row.kind
    updateMessage(tx, row.id, { kind, body: fact.body, editedAt: fact.at }, now)
    refreshSummary(tx, row.conversationId, now)
    announceMessage(tx, row)
  }

  /** Deleted for everybody: the office keeps that there was a message, not what it said. */
  function receiveDeletion(tx: Db, accountId: ChannelAccountId, fact: Fact<'deleted'>): void {
    const row = findSpokenOf(tx, accountId, fact)
    if (!row || row.deletedAt !== null) return
    const now = clock.now()
    updateMessage(tx, row.id, { body: '', raw: null, details: null, deletedAt: fact.at }, now)
    files.forgetFilesOfMessages(tx, [row.id])
    refreshSummary(tx, row.conversationId, now)
    announceMessage(tx, row)
  }

  /** Their phones and ours name the side of a message differently; ids do not repeat within a conversation. */
  function receiveReaction(tx: Db, accountId: ChannelAccountId, fact: Fact<'reaction'>): void {
    const peer = findPeer(tx, accountId, fact.peer)
    if (!peer) return
    const row =
      findInConversation(tx, peer.conversationId, 'out', fact.externalId) ??
      findInConversation(tx, peer.conversationId, 'in', fact.externalId)
    if (!row || row.deletedAt !== null) return
    const from = fact.from === 'in' ? 'customer' : 'office'
    if (noteReaction(tx, row.id, { from, staffId: null, emoji: fact.emoji, at: fact.at })) announceMessage(tx, row)
  }

  function receiveReadOnPhone(tx: Db, accountId: ChannelAccountId, fact: Fact<'read-on-phone'>): void {
    const row = findByExternalId(tx, accountId, 'in', fact.externalId)
    if (row) readMarks.readUpTo(tx, row.conversationId, row.sortAt, clock.now())
  }

  function receiveAddress(tx: Db, accountId: ChannelAccountId, { phone, lid }: Fact<'address-learned'>): void {
    // Addresses of people who never wrote to the office are none of its business.
    if (!people.isKnown(tx, phone, lid)) return
    const person = people.findOrCreate(tx, { phone, lid, pushName: null }, { source: 'whatsapp', at: clock.now() })
    // They come by the thousand with the first history, nearly all of them known.
    if (!person.hasChanged || person.isParted) return
    announcePerson(tx, person)
    const conversation = findConversationOf(tx, person.leadId, accountId)
    if (conversation) rememberPeer(tx, conversation, { phone, lid }, null)
  }

  function receivePushName(tx: Db, { peer, pushName }: Fact<'push-name'>): void {
    if (!people.isKnown(tx, peer.phone, peer.lid)) return
    announcePerson(tx, people.findOrCreate(tx, { ...peer, pushName }, { source: 'whatsapp', at: clock.now() }))
  }

  function announce(tx: Db, event: Parameters<AppEvents['publish']>[0], ownerBefore?: StaffId | null): void {
    const before = ownerBefore === undefined ? undefined : { ownerId: ownerBefore }
    afterCommit(tx, () => events.publish(event, before))
  }

  function announceMessage(tx: Db, { id, conversationId, leadId }: MessageRow): void {
    announce(tx, { type: 'message.changed', messageId: id, conversationId, leadId })
  }

  function announcePerson(tx: Db, { leadId, isNew, hasChanged, merged }: ReturnType<People['findOrCreate']>): void {
    if (isNew) announce(tx, { type: 'lead.created', leadId })
    if (merged !== null) announceMerge(tx, merged, leadId)
    else if (hasChanged) announce(tx, { type: 'lead.changed', leadId })
  }

  /** Also to whoever could see the record that stays, and cannot any more now that it has an owner. */
  function announceMerge(tx: Db, merged: { leadId: LeadId; ownerBefore: StaffId | null }, kept: LeadId): void {
    announce(tx, { type: 'lead.deleted', leadId: merged.leadId })
    announce(tx, { type: 'lead.changed', leadId: kept }, merged.ownerBefore)
  }

  function receiveFact(tx: Db, accountId: ChannelAccountId, fact: ChannelFact): void {
    switch (fact.kind) {
      case 'message':
        return receiveMessage(tx, accountId, fact.message)
      case 'status':
        return receiveStatus(tx, accountId, fact)
      case 'edited':
        return receiveEdit(tx, accountId, fact)
      case 'deleted':
        return receiveDeletion(tx, accountId, fact)
      case 'reaction':
        return receiveReaction(tx, accountId, fact)
      case 'read-on-phone':
        return receiveReadOnPhone(tx, accountId, fact)
      case 'address-learned':
        return receiveAddress(tx, accountId, fact)
      case 'push-name':
        return receivePushName(tx, fact)
      case 'blocked':
        return blocks.receive(tx, accountId, fact)
      case 'block-list':
        return blocks.receiveList(tx, accountId, fact)
      default:
        return assertNever(fact, 'channel fact')
    }
  }

  return {
    receive(tx: Db, accountId: ChannelAccountId, facts: readonly ChannelFact[]): void {
      for (const fact of facts) receiveFact(tx, accountId, fact)
    },
  }
}
export type Receiver = ReturnType<typeof createReceiver>
