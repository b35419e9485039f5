import { and, eq, sql } from 'drizzle-orm'
import {
  type ConsentAction,
  type ConsentChannel,
  type ConsentSource,
  type ConsentState,
  standingFor,
  stateAfter,
} from '#shared/domain/consent.ts'
import {
  type BrandId,
  type ConsentEventId,
  type ConsentWordingId,
  type LeadId,
  newId,
  type StaffId,
} from '#shared/domain/ids.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { recordInteraction as RecordInteraction } from '../leads/interactions.ts'
import { findConsent, findEvent, keepWordingOfForm, listAddresses, listConsents, listLeadsAt } from './queries.ts'
import { consentEvents, consents } from './schema.ts'
import { type Address, liftSuppression, suppress, suppressedChannels } from './suppressed.ts'

/** How the national register has somebody: from where, and as an individual or a merchant. */
export interface IysEntry {
  readonly iysSource: string | null
  readonly iysRecipientType: 'BIREYSEL' | 'TACIR'
}

/** Something that an address said, with its proof. */
export interface ConsentSaid {
  readonly id?: ConsentEventId
  readonly address: Address
  readonly channel: ConsentChannel
  /** Null: for the whole office. */
  readonly brandId: BrandId | null
  readonly action: ConsentAction
  readonly source: ConsentSource
  /** When the person said so. */
  readonly at: number
  /** The words they agreed to: a version of the office's text, or what stood on a form. */
  readonly wording?: { readonly id: ConsentWordingId } | { readonly body: string } | null
  readonly note?: string | null
  /** Where the proof lies: the id of a form entry, a message, a file. */
  readonly reference?: string | null
  /** What is told twice is one event: a form entry's id and field, for instance. */
  readonly onceKey?: string | null
  readonly staffId: StaffId | null
  /** What the national register (İYS) says of it. */
  readonly iys?: IysEntry
  /** Whoever stores thousands at once tells of the leads themselves. */
  readonly isToldElsewhere?: boolean
}

/**
 * Who may be written to, and the proof of it. Every method runs inside the caller's transaction.
 *
 * - The newest word counts, by when it was said and not by when it was told.
 * - A list that is imported can refuse, but never grant where somebody refused: only the person can, by a form, in a chat, on the phone
 *   or on paper.
 * - An address that was forgotten stays refused until the person grants anew.
 */
export function createConsentLedger({
  clock,
  events,
  recordInteraction,
}: {
  clock: Clock
  events: AppEvents
  recordInteraction: typeof RecordInteraction
}) {
  /** Says whether anything was written: not when it was told before. */
  function record(tx: Db, said: ConsentSaid): boolean {
    const now = clock.now()
    const { address, channel, brandId, action, source } = said
    const at = Math.min(said.at, now)
    const id = said.id ?? newId<ConsentEventId>()
    if (findEvent(tx, id)) return false
    const isEffective = hasEffect(tx, { ...said, at })
    const added = tx
      .insert(consentEvents)
      .values({
        id,
        addressKind: address.kind,
        address: address.value,
        channel,
        brandId,
        action,
        source,
        wordingId: wordingOf(tx, said, now),
        note: said.note ?? null,
        reference: said.reference ?? null,
        onceKey: said.onceKey ?? null,
        staffId: said.staffId,
        isWithoutEffect: !isEffective,
        happenedAt: at,
        createdAt: now,
      })
      .onConflictDoNothing()
      .run().changes
    if (added === 0) return false
    if (isEffective) {
      saveState(tx, { address, channel, brandId, state: stateAfter(action), source, at, iys: said.iys }, now)
      if (action === 'granted') liftSuppression(tx, address, channel)
    }
    for (const leadId of listLeadsAt(tx, address)) {
      const data = { channel, action, source, brandId, isWithoutEffect: !isEffective }
      recordInteraction(tx, { leadId, staffId: said.staffId, kind: 'consent', data, at, createdAt: now })
      if (said.isToldElsewhere !== true) afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
    }
    return true
  }

  function hasEffect(tx: Db, { address, channel, brandId, action, source, at }: ConsentSaid): boolean {
    const current = findConsent(tx, address, channel, brandId)
    if (current && at < current.changedAt) return false
    if (action !== 'granted') return true
    const office = brandId === null ? current : findConsent(tx, address, channel, null)
    const suppressedSince = suppressedChannels(tx, address).get(channel)
    const isRefused = current?.state === 'refused' || office?.state === 'refused' || suppressedSince !== undefined
    if (isRefused && (source === 'import' || source === 'iys')) return false
    return suppressedSince === undefined || at >= suppressedSince
  }

  /** May the office advertise to this address through this channel? The strictest of what is known counts. */
  function stateOf(db: Db, address: Address, channel: ConsentChannel, brandId: BrandId | null): ConsentState {
    if (suppressedChannels(db, address).has(channel)) return 'refused'
    const office = findConsent(db, address, channel, null)
    return standingFor(office, brandId === null ? undefined : findConsent(db, address, channel, brandId))
  }

  /**
   * A person is deleted: their consents go with their addresses, unless somebody else is reached there too. Refusals leave a hash; to
   * forget somebody leaves one of every address. Answers with the hashes, for the audit log.
   */
  function forgetAddressesOf(tx: Db, leadId: LeadId, { isForgotten }: { isForgotten: boolean }): string[] {
    const now = clock.now()
    const hashes: string[] = []
    for (const { kind, value } of listAddresses(tx, leadId)) {
      const address = { kind, value }
      if (listLeadsAt(tx, address).some(other => other !== leadId)) continue
      const refused = listConsents(tx, address).filter(({ state }) => state === 'refused')
      if (isForgotten) hashes.push(suppress(tx, address, { channel: null, reason: 'forgotten', now }))
      else for (const { channel } of refused) hashes.push(suppress(tx, address, { channel, reason: 'refused', now }))
      tx.delete(consents)
        .where(and(eq(consents.addressKind, kind), eq(consents.address, value)))
        .run()
      tx.delete(consentEvents)
        .where(and(eq(consentEvents.addressKind, kind), eq(consentEvents.address, value)))
        .run()
    }
    return [...new Set(hashes)]
  }

  return { record, stateOf, forgetAddressesOf }
}
export type ConsentLedger = ReturnType<typeof createConsentLedger>

function wordingOf(tx: Db, { wording }: ConsentSaid, now: number): ConsentWordingId | null {
  if (!wording) return null
  return 'id' in wording ? wording.id : keepWordingOfForm(tx, wording.body, now)
}

function saveState(
  tx: Db,
  {
    address: { kind: addressKind, value: address },
    channel,
    brandId,
    state,
    source,
    at: changedAt,
    iys,
  }: {
    address: Address
    channel: ConsentChannel
    brandId: BrandId | null
    state: ConsentState
    source: ConsentSource
    at: number
    iys: IysEntry | undefined
  },
  now: number,
): void {
  const register = iys && { ...iys, iysStatus: state === 'granted' ? ('ONAY' as const) : ('RET' as const), iysAt: now }
  const known = findConsent(tx, { kind: addressKind, value: address }, channel, brandId)
  if (known) {
    tx.update(consents)
      .set({ ...register, state, source, changedAt, updatedAt: now, version: sql`${consents.version} + 1` })
      .where(eq(consents.id, known.id))
      .run()
    return
  }
  const row = { addressKind, address, channel, brandId, state, source, changedAt, createdAt: now, updatedAt: now }
  tx.insert(consents)
    .values({ id: newId(), ...row, ...register })
    .run()
}
