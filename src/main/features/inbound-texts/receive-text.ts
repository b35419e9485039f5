import { type InboundTextId, type LeadId, newId } from '#shared/domain/ids.ts'
import { isOptOut } from '#shared/domain/opt-out.ts'
import type { SenderKind } from '#shared/domain/outbox.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentLedger } from '../consents/ledger.ts'
import type { AssignNewLead } from '../leads/assign-new-lead.ts'
import type { recordInteraction as RecordInteraction } from '../leads/interactions.ts'
import type { People } from '../leads/people-service.ts'
import type { ReceivedText } from '../outbox/sender.ts'
import { insertText, isKnownText } from './queries.ts'

interface World {
  clock: Clock
  events: AppEvents
  people: Pick<People, 'findOrCreate' | 'isKnown' | 'noteInbound'>
  ledger: Pick<ConsentLedger, 'record'>
  recordInteraction: typeof RecordInteraction
  assignNewLead: AssignNewLead
  raiseNewLead: (tx: Db, leadId: LeadId, source: 'sms' | 'whatsapp') => void
  /** A reminder may have asked them something. */
  onText: (tx: Db, text: { leadId: LeadId; body: string; sentAt: number }) => void
  /** After the commit: somebody at the desk is told. */
  tell: (text: { leadId: LeadId; body: string }) => void
}

const interactionOf = { sms: 'sms', twilio_whatsapp: 'whatsapp' } as const

/** Stores one text that came in, in the caller's transaction. Heard twice, late or out of order, it leaves the same rows. */
export function createTextReceiver(world: World) {
  const { clock, events, people, ledger, recordInteraction, assignNewLead, raiseNewLead, onText, tell } = world

  /** Null where nobody could be meant: a short number, a name. Whoever only says "no more" becomes no lead by it. */
  function personOf(tx: Db, { from, channel, at }: ReceivedText, isNo: boolean): LeadId | null {
    if (!/^\+[1-9]\d{6,14}$/u.test(from)) return null
    if (isNo && !people.isKnown(tx, from, null)) return null
    const source = channel === 'sms' ? 'sms' : 'whatsapp'
    const { leadId, isNew } = people.findOrCreate(tx, { phone: from, lid: null, pushName: null }, { source, at })
    if (isNew) {
      assignNewLead(tx, leadId, { source })
      raiseNewLead(tx, leadId, source)
      afterCommit(tx, () => events.publish({ type: 'lead.created', leadId }))
    }
    return leadId
  }

  return function receiveText(tx: Db, sender: SenderKind, received: ReceivedText): boolean {
    const { providerId, channel, from, body } = received
    if (isKnownText(tx, sender, providerId)) return false
    const now = clock.now()
    // A clock that is ahead must not put it into the future, nor keep what comes after it out of sight.
    const at = Math.min(received.at, now)
    const isNo = isOptOut(body)
    const leadId = personOf(tx, { ...received, at }, isNo)
    const id = newId<InboundTextId>()
    const row = { id, sender, providerId, channel, leadId, address: from, body, isOptOut: isNo }
    if (!insertText(tx, { ...row, receivedAt: at, createdAt: now })) return false
    if (isNo && from.startsWith('+'))
      ledger.record(tx, {
        ...{ address: { kind: 'phone', value: from }, channel: channel === 'sms' ? 'sms' : 'whatsapp' },
        ...{ brandId: null, action: 'withdrawn', source: 'unsubscribe', at, note: body.slice(0, 200), reference: id },
        ...{ onceKey: `inbound:${sender}:${providerId}`, staffId: null },
      })
    if (leadId !== null) {
      people.noteInbound(tx, leadId, at)
      const data = { isInbound: true, text: body.slice(0, 1_000) }
      recordInteraction(tx, { leadId, staffId: null, kind: interactionOf[channel], data, at, createdAt: now })
      onText(tx, { leadId, body, sentAt: at })
      afterCommit(tx, () => {
        events.publish({ type: 'lead.changed', leadId })
        tell({ leadId, body })
      })
    }
    afterCommit(tx, () => events.publish({ type: 'inbound-texts.changed' }))
    return true
  }
}
export type ReceiveText = ReturnType<typeof createTextReceiver>
