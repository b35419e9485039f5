import { and, eq } from 'drizzle-orm'
import type { AddressConsents, Consent, ConsentEvent } from '#shared/contract/consents.ts'
import { CHANNELS_OF, type ConsentAction, type ConsentChannel, type ConsentSource } from '#shared/domain/consent.ts'
import type { BrandId, ConsentEventId, ConsentWordingId, IdentityId, LeadId } from '#shared/domain/ids.ts'
import { formatPhone } from '#shared/domain/phone-number.ts'
import { type Db, transact } from '../../db/database.ts'
import { decodePlace, type Place, toPage } from '../../db/keyset.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import { brands } from '../brands/schema.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import type { ConsentLedger } from './ledger.ts'
import { findEvent, listAddresses, listConsents, listEvents } from './queries.ts'
import { consentWordings } from './schema.ts'
import { type Address, suppressedChannels } from './suppressed.ts'

/** The consents of a person, as the people of the office see and write them. */
export function createConsentService({ db, clock, ledger }: { db: Db; clock: Clock; ledger: ConsentLedger }) {
  function getVisible(tx: Db, viewer: Viewer, leadId: LeadId): void {
    const found = tx
      .select({ id: leads.id })
      .from(leads)
      .where(and(eq(leads.id, leadId), visibleLeads(viewer)))
      .get()
    if (!found) throw notFound('lead')
  }

  function readOfLead(tx: Db, leadId: LeadId): AddressConsents[] {
    return listAddresses(tx, leadId).map(identity => ({
      identityId: identity.id as IdentityId,
      kind: identity.kind,
      value: shownAddress(identity),
      consents: consentsOf(tx, identity),
    }))
  }

  return {
    async ofLead(viewer: Viewer, leadId: LeadId): Promise<AddressConsents[]> {
      getVisible(db, viewer, leadId)
      return readOfLead(db, leadId)
    },

    /** One address after the other from its own index, then merged. */
    async history(viewer: Viewer, { leadId, cursor, limit }: { leadId: LeadId; cursor: string | null; limit: number }) {
      getVisible(db, viewer, leadId)
      const after = decodePlace(cursor)
      const rows = listAddresses(db, leadId)
        .flatMap(address => listEvents(db, address, after, limit + 1))
        .sort((one, other) => other.event.happenedAt - one.event.happenedAt || other.event.seq - one.event.seq)
      return toPage(rows, limit, ({ event }): Place => ({ at: event.happenedAt, seq: event.seq }), toEvent)
    },

    async record(
      viewer: Viewer,
      said: {
        id: ConsentEventId
        leadId: LeadId
        identityId: IdentityId
        channel: ConsentChannel
        brandId: BrandId | null
        action: ConsentAction
        source: ConsentSource
        at: number
        wordingId: ConsentWordingId | null
        note: string
      },
    ): Promise<AddressConsents[]> {
      return transact(db, tx => {
        getVisible(tx, viewer, said.leadId)
        const address = listAddresses(tx, said.leadId).find(({ id }) => id === said.identityId)
        if (!address) throw notFound('identity')
        if (!CHANNELS_OF[address.kind].includes(said.channel)) throw new DomainError('CHANNEL_DOES_NOT_REACH')
        const known = findEvent(tx, said.id)
        if (known && (known.addressKind !== address.kind || known.address !== address.value)) throw notFound('consent')
        if (said.brandId !== null && !tx.select().from(brands).where(eq(brands.id, said.brandId)).get())
          throw notFound('brand')
        if (said.wordingId !== null && !findWording(tx, said.wordingId)) throw notFound('consentText')
        const { id, channel, brandId, action, source, at, wordingId, note } = said
        const wasAdded = ledger.record(tx, {
          ...{ id, address, channel, brandId, action, source, at },
          wording: wordingId === null ? null : { id: wordingId },
          note: note === '' ? null : note,
          staffId: viewer.id,
        })
        if (wasAdded) {
          recordAudit(tx, clock, {
            staffId: viewer.id,
            action: 'consent.recorded',
            subjectKind: 'lead',
            subjectId: said.leadId,
            after: { channel, action, source },
          })
        }
        return readOfLead(tx, said.leadId)
      })
    },
  }
}
export type ConsentService = ReturnType<typeof createConsentService>

function findWording(db: Db, id: ConsentWordingId) {
  return db.select({ id: consentWordings.id }).from(consentWordings).where(eq(consentWordings.id, id)).get()
}

/** Every channel that reaches the address, also where nothing is known; what brands know of it beside the office's. */
function consentsOf(db: Db, address: Address): Consent[] {
  const rows = listConsents(db, address)
  const suppressed = suppressedChannels(db, address)
  return CHANNELS_OF[address.kind].flatMap(channel => {
    const ofChannel = rows.filter(row => row.channel === channel)
    const office = ofChannel.find(row => row.brandId === null)
    const since = suppressed.get(channel)
    const first: Consent =
      since === undefined
        ? {
            channel,
            brandId: null,
            state: office?.state ?? 'unknown',
            source: office?.source ?? null,
            changedAt: office?.changedAt ?? null,
          }
        : { channel, brandId: null, state: 'refused', source: 'suppression', changedAt: since }
    const others = ofChannel.filter(row => row.brandId !== null)
    return [
      first,
      ...others.map(({ brandId, state, source, changedAt }) => ({ channel, brandId, state, source, changedAt })),
    ]
  })
}

function toEvent({ event, wording, text }: ReturnType<typeof listEvents>[number]): ConsentEvent {
  return {
    id: event.id,
    kind: event.addressKind,
    value: shownAddress({ kind: event.addressKind, value: event.address }),
    channel: event.channel,
    brandId: event.brandId,
    action: event.action,
    source: event.source,
    wording: wording && { name: text?.name ?? null, number: wording.number, body: wording.body },
    note: event.note,
    reference: event.reference,
    staffId: event.staffId,
    isWithoutEffect: event.isWithoutEffect,
    happenedAt: event.happenedAt,
  }
}

/** WhatsApp's internal id is no number and no name. */
function shownAddress({ kind, value }: Address): string {
  return kind === 'phone' ? formatPhone(value) : kind === 'whatsapp_lid' ? '' : value
}
