import type { OutboxItem, WritingWay } from '#shared/contract/outbox.ts'
import type { ConsentChannel } from '#shared/domain/consent.ts'
import type { AppointmentId, LeadId, TemplateId } from '#shared/domain/ids.ts'
import type { OutboundChannel, OutboundId, ProviderTemplate } from '#shared/domain/outbox.ts'
import { chooseVariant, fillTemplate, findPlaceholders, providerVariables } from '#shared/domain/template.ts'
import { templateValues } from '#shared/domain/template-values.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import type { AppointmentService } from '../appointments/service.ts'
import type { ConsentLedger } from '../consents/ledger.ts'
import type { listAddresses as ListAddresses } from '../consents/queries.ts'
import type { findLastText as FindLastText } from '../inbound-texts/queries.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { SettingsService } from '../settings/service.ts'
import type { findTemplate as FindTemplate } from '../templates/queries.ts'
import type { readTemplateFacts as ReadTemplateFacts } from '../templates/template-facts.ts'
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
  settings: Pick<SettingsService, 'current'>
  findTemplate: typeof FindTemplate
  readTemplateFacts: typeof ReadTemplateFacts
  listAddresses: typeof ListAddresses
  findLastText: typeof FindLastText
}

/** What a person writes to somebody by mail, SMS or official WhatsApp with their own hands. */
export function createWritingService(world: World) {
  const { db, clock, outbox, ledger, appointments, settings } = world
  const { listAddresses, findLastText, findTemplate, readTemplateFacts } = world
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
        templateId: TemplateId | null
        custom: readonly string[]
      },
    ): Promise<OutboxItem> {
      const { leadId, channel, address, appointmentId } = given
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
        const approved = channel === 'twilio_whatsapp' ? approvedText(tx, viewer, given) : null
        if (channel === 'twilio_whatsapp' && approved === null && way.openUntil === null)
          throw new DomainError('OUTSIDE_WINDOW')
        const body = approved?.body ?? given.body
        const open = findPlaceholders(`${given.subject ?? ''} ${body}`)
        if (open.length > 0) throw new DomainError('UNFILLED', { fields: open.join(', ') })
        outbox.queue(tx, {
          ...{ id, channel, to: address, leadId, by: viewer.id, body, attachments: invitation },
          subject: channel === 'email' ? given.subject : null,
          template: approved?.template ?? null,
          cause: { kind: 'manual', id: given.id },
        })
        return read(tx, id)
      })
    },
  }

  /** The text that WhatsApp has approved, in the reader's language, and what fills it (row E15). Null where none was chosen. */
  function approvedText(
    tx: Db,
    viewer: Viewer,
    { leadId, templateId, custom }: { leadId: LeadId; templateId: TemplateId | null; custom: readonly string[] },
  ): { body: string; template: ProviderTemplate } | null {
    if (templateId === null) return null
    const office = settings.current()
    const facts = readTemplateFacts(tx, {
      ...{ leadId, appointmentId: null, staffId: viewer.id, office, now: clock.now() },
    })
    const template = findTemplate(tx, templateId)
    if (!template || template.removedAt !== null || !facts) throw notFound('template')
    const approved = template.variants.filter(one => one.providerId !== null && one.providerStatus === 'approved')
    const variant = chooseVariant(approved, facts)
    if (!variant || variant.providerId === null) throw new DomainError('NOT_APPROVED')
    const values = templateValues(facts, variant.language)
    const variables = providerVariables(variant.content, values, custom)
    return {
      body: fillTemplate(variant.content, values, custom),
      template: { contentSid: variant.providerId, variables },
    }
  }

  async function invite(viewer: Viewer, leadId: LeadId, id: AppointmentId) {
    const appointment = await appointments.get(viewer, id)
    if (!appointment.leads.some(lead => lead.id === leadId)) throw notFound('appointment')
    const { name, text } = await appointments.ics(viewer, id)
    return [{ name, mime: CALENDAR_MIME, content: text }]
  }
}
export type WritingService = ReturnType<typeof createWritingService>
