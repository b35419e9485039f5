import type { OutboxItem, WritingWay } from '#shared/contract/outbox.ts'
import type { ConsentChannel } from '#shared/domain/consent.ts'
import type { AppointmentId, LeadId } from '#shared/domain/ids.ts'
import type { OutboundChannel, OutboundId } from '#shared/domain/outbox.ts'
import { findPlaceholders } from '#shared/domain/template.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import type { AppointmentService } from '../appointments/service.ts'
import type { ConsentLedger } from '../consents/ledger.ts'
import type { listAddresses as ListAddresses } from '../consents/queries.ts'
import type { findLastText as FindLastText } from '../inbound-texts/queries.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import { findAddressees, findOutbound, listOutboxOfLead } from './queries.ts'
import { type Outbox, toItem } from './service.ts'

/** Official WhatsApp takes texts of our own for a day after the person wrote (row E29). */
const WINDOW = 24 * 3_600_000
const SHOWN_OF_LEAD = 20

const consentOf: Readonly<Record<OutboundChannel, ConsentChannel>> = {
  email: 'email',
  sms: 'sms',
  twilio_whatsapp: 'whatsapp',
}

export const CALENDAR_MIME = 'text/calendar; charset=utf-8; method=PUBLISH'

interface World {
  db: Db
  clock: Clock
  outbox: Pick<Outbox, 'queue' | 'canSend'>
  ledger: Pick<ConsentLedger, 'stateOf'>
  appointments: Pick<AppointmentService, 'ics' | 'get'>
  listAddresses: typeof ListAddresses
  findLastText: typeof FindLastText
}

/** What a person writes to somebody by mail, SMS or official WhatsApp with their own hands. */
export function createWritingService({ db, clock, outbox, ledger, appointments, listAddresses, findLastText }: World) {
  function waysTo(tx: Db, leadId: LeadId): WritingWay[] {
    const channels: OutboundChannel[] = ['sms', 'twilio_whatsapp', 'email']
    const addresses = listAddresses(tx, leadId)
    return channels.filter(outbox.canSend).flatMap(channel =>
      addresses
        .filter(({ kind }) => kind === (channel === 'email' ? 'email' : 'phone'))
        .map(({ kind, value: address }) => ({
          channel,
          address,
          consent: ledger.stateOf(tx, { kind, value: address }, consentOf[channel], null),
          openUntil: channel === 'twilio_whatsapp' ? windowOf(tx, leadId) : null,
        })),
    )
  }

  /** Null where it is shut. */
  function windowOf(tx: Db, leadId: LeadId): number | null {
    const last = findLastText(tx, leadId, 'twilio_whatsapp')
    return last !== null && last + WINDOW > clock.now() ? last + WINDOW : null
  }

  function read(tx: Db, id: OutboundId): OutboxItem {
    const row = findOutbound(tx, id)
    if (!row) throw notFound('outbound')
    return toItem({ row, leadName: null, staffName: null, ...findAddressees(tx, id) })
  }

  function getVisible(viewer: Viewer, leadId: LeadId): void {
    if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
  }

  return {
    async ways(viewer: Viewer, leadId: LeadId): Promise<WritingWay[]> {
      getVisible(viewer, leadId)
      return waysTo(db, leadId)
    },

    async ofLead(viewer: Viewer, leadId: LeadId): Promise<OutboxItem[]> {
      getVisible(viewer, leadId)
      return listOutboxOfLead(db, leadId, SHOWN_OF_LEAD).map(toItem)
    },

    async write(
      viewer: Viewer,
      given: {
        id: string
        leadId: LeadId
        channel: OutboundChannel
        address: string
        subject: string | null
        body: string
        appointmentId: AppointmentId | null
      },
    ): Promise<OutboxItem> {
      const { leadId, channel, address, body, appointmentId } = given
      const id = `manual:${given.id}` as OutboundId
      getVisible(viewer, leadId)
      const invitation =
        channel === 'email' && appointmentId !== null ? await invite(viewer, leadId, appointmentId) : []
      return transact(db, tx => {
        const before = findOutbound(tx, id)
        if (before) {
          if (before.leadId !== leadId) throw notFound('outbound')
          return read(tx, id)
        }
        if (!outbox.canSend(channel)) throw new DomainError('NO_SENDER')
        const way = waysTo(tx, leadId).find(one => one.channel === channel && one.address === address)
        if (!way) throw new DomainError('NO_ADDRESS')
        if (way.consent === 'refused') throw new DomainError('CONSENT_REFUSED')
        if (channel === 'twilio_whatsapp' && way.openUntil === null) throw new DomainError('OUTSIDE_WINDOW')
        const open = findPlaceholders(`${given.subject ?? ''} ${body}`)
        if (open.length > 0) throw new DomainError('UNFILLED', { fields: open.join(', ') })
        outbox.queue(tx, {
          ...{ id, channel, to: address, leadId, by: viewer.id, body, attachments: invitation },
          subject: channel === 'email' ? given.subject : null,
          cause: { kind: 'manual', id: given.id },
        })
        return read(tx, id)
      })
    },
  }

  async function invite(viewer: Viewer, leadId: LeadId, id: AppointmentId) {
    const appointment = await appointments.get(viewer, id)
    if (!appointment.leads.some(lead => lead.id === leadId)) throw notFound('appointment')
    const { name, text } = await appointments.ics(viewer, id)
    return [{ name, mime: CALENDAR_MIME, content: text }]
  }
}
export type WritingService = ReturnType<typeof createWritingService>
