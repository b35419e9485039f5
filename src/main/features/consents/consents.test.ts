import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type BrandId,
  type ConsentEventId,
  type ConsentTextId,
  type ConsentWordingId,
  type IdentityId,
  newId,
} from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { brands } from '../brands/schema.ts'
import { addIdentity, removeIdentity } from '../leads/identities.ts'
import { interactions, leads } from '../leads/schema.ts'
import { consentEvents, consents, suppressions } from './schema.ts'
import { EMAIL, openTestLedger, PHONE, type TestLedger } from './testing/test-ledger.ts'

const HOUR = 3_600_000

describe('the ledger of consents', () => {
  let office: TestLedger
  beforeEach(async () => {
    office = await openTestLedger()
  })
  afterEach(() => office.close())

  const phone = { kind: 'phone', value: PHONE } as const
  const stateOf = (channel: 'whatsapp' | 'sms' = 'whatsapp', brandId: BrandId | null = null) =>
    office.ledger.stateOf(office.db, phone, channel, brandId)

  function brand(name: string): BrandId {
    const id = newId<BrandId>()
    office.db.insert(brands).values({ id, name, nameKey: name, position: 0, createdAt: 0, updatedAt: 0 }).run()
    return id
  }

  it('knows nothing of whom nobody asked, and keeps each channel apart', () => {
    office.person()
    expect(stateOf()).toBe('unknown')
    office.say()
    expect([stateOf('whatsapp'), stateOf('sms')]).toEqual(['granted', 'unknown'])
  })

  it('keeps the proof: what, when, where, to which words; the same words once', async () => {
    const leadId = office.person()
    office.say({
      wording: { body: 'Kampanyalardan haberdar olmak istiyorum.' },
      reference: 'form-1',
      onceKey: 'form-1:sms',
      channel: 'sms',
    })
    office.say({ wording: { body: 'Kampanyalardan haberdar olmak istiyorum.' }, reference: 'form-1' })
    expect(office.say({ onceKey: 'form-1:sms', channel: 'sms' })).toBe(false)
    const { items } = await office.service.history(office.admin, { leadId, cursor: null, limit: 20 })
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({
      action: 'granted',
      source: 'form',
      value: '+90 532 111 22 33',
      wording: { name: null, number: null, body: 'Kampanyalardan haberdar olmak istiyorum.' },
      reference: 'form-1',
      isWithoutEffect: false,
    })
    const kept = new Set(
      office.db
        .select()
        .from(consentEvents)
        .all()
        .map(({ wordingId }) => wordingId),
    )
    expect(kept.size).toBe(1)
    const timeline = office.db.select().from(interactions).all()
    expect(timeline.map(({ kind, leadId: of }) => ({ kind, of }))).toEqual([
      { kind: 'consent', of: leadId },
      { kind: 'consent', of: leadId },
    ])
  })

  it('believes the newest word by when it was said, not by when it was told', async () => {
    const leadId = office.person()
    await office.clock.advance(10 * HOUR)
    office.say({ action: 'withdrawn', source: 'chat' })
    office.say({ action: 'granted', at: office.clock.now() - HOUR })
    expect(stateOf()).toBe('refused')
    const { items } = await office.service.history(office.admin, { leadId, cursor: null, limit: 20 })
    expect(items.map(({ action, isWithoutEffect }) => [action, isWithoutEffect])).toEqual([
      ['withdrawn', false],
      ['granted', true],
    ])
    office.say({ action: 'granted', source: 'paper', at: office.clock.now() + 5 * HOUR })
    expect(stateOf(), 'the person said so anew; never later than now').toBe('granted')
    expect(office.db.select().from(consents).get()?.changedAt).toBe(office.clock.now())
  })

  it('lets a list refuse, and never grant where somebody refused', () => {
    office.person()
    office.say({ action: 'refused', source: 'call' })
    office.say({ action: 'granted', source: 'import' })
    office.say({ action: 'granted', source: 'iys' })
    expect(stateOf()).toBe('refused')
    office.say({ action: 'granted', source: 'import', channel: 'sms' })
    expect(stateOf('sms')).toBe('granted')
    office.say({ action: 'refused', source: 'import', channel: 'sms' })
    expect(stateOf('sms')).toBe('refused')
  })

  it('knows brands: what was said for one counts there, until the whole office is refused', async () => {
    office.person()
    const [one, other] = [brand('Bir'), brand('Öteki')]
    office.say({ brandId: one })
    expect([stateOf('whatsapp', one), stateOf('whatsapp', other), stateOf()]).toEqual(['granted', 'unknown', 'unknown'])
    await office.clock.advance(HOUR)
    office.say({ action: 'refused', source: 'unsubscribe' })
    expect([stateOf('whatsapp', one), stateOf('whatsapp', other)]).toEqual(['refused', 'refused'])
    await office.clock.advance(HOUR)
    office.say({ brandId: one, source: 'form' })
    expect([stateOf('whatsapp', one), stateOf('whatsapp', other), stateOf()]).toEqual(['granted', 'refused', 'refused'])
  })

  it('is where the address is: whoever it moves to', async () => {
    const [one, other] = [office.person(), office.person({ email: 'veli@example.com' })]
    office.say({ action: 'refused', source: 'call' })
    expect(await office.stateOf(office.admin, one, 'whatsapp')).toBe('refused')
    transact(office.db, tx => {
      removeIdentity(tx, one, 'phone', PHONE)
      addIdentity(tx, other, 'phone', PHONE, office.clock.now())
    })
    expect(await office.stateOf(office.admin, one, 'whatsapp')).toBe('unknown')
    expect(await office.stateOf(office.admin, other, 'whatsapp')).toBe('refused')
  })

  describe('when a person is deleted', () => {
    const remove = (leadId: ReturnType<TestLedger['person']>, isForgotten: boolean) =>
      transact(office.db, tx => {
        const hashes = office.ledger.forgetAddressesOf(tx, leadId, { isForgotten })
        tx.delete(leads).run()
        return hashes
      })

    it('nothing of the address stays but a hash of what was refused', () => {
      const leadId = office.person()
      office.say({ action: 'refused', source: 'call', channel: 'sms' })
      office.say({ action: 'granted' })
      const hashes = remove(leadId, false)
      expect(hashes).toHaveLength(1)
      expect(office.db.select().from(consents).all()).toEqual([])
      expect(office.db.select().from(consentEvents).all()).toEqual([])
      expect(JSON.stringify(office.db.select().from(suppressions).all())).not.toContain('532')
      expect([stateOf('sms'), stateOf('whatsapp')]).toEqual(['refused', 'unknown'])
    })

    it('a forgotten address stays refused on every channel, also when a list brings it back', async () => {
      remove(office.person(), true)
      const back = office.person()
      for (const channel of ['whatsapp', 'sms', 'phone', 'email'] as const) {
        expect(await office.stateOf(office.admin, back, channel)).toBe('refused')
      }
      office.say({ action: 'granted', source: 'import' })
      expect(stateOf()).toBe('refused')
      office.say({ action: 'granted', source: 'form', at: office.clock.now() - 1 })
      expect(stateOf(), 'an old form says nothing about today').toBe('refused')
    })

    it('and who comes back of their own will may grant anew, channel by channel', async () => {
      remove(office.person(), true)
      await office.clock.advance(HOUR)
      const back = office.person()
      office.say({ action: 'granted', source: 'form' })
      expect([stateOf('whatsapp'), stateOf('sms'), stateOf('whatsapp')]).toEqual(['granted', 'refused', 'granted'])
      expect(await office.stateOf(office.admin, back, 'email')).toBe('refused')
    })

    it('what somebody else of the family has stays with them', () => {
      const [one, other] = [office.person({ email: EMAIL }), office.person({ email: EMAIL })]
      const email = { address: { kind: 'email', value: EMAIL }, channel: 'email' } as const
      office.say({ ...email, action: 'granted' })
      transact(office.db, tx => office.ledger.forgetAddressesOf(tx, one, { isForgotten: true }))
      expect(office.ledger.stateOf(office.db, email.address, 'email', null)).toBe('granted')
      expect(other).toBeDefined()
    })
  })

  describe('written by a person', () => {
    async function input(leadId: ReturnType<TestLedger['person']>) {
      const [first] = await office.service.ofLead(office.admin, leadId)
      if (!first) throw new Error('no address')
      return {
        id: newId<ConsentEventId>(),
        leadId,
        identityId: first.identityId,
        channel: 'whatsapp',
        brandId: null,
        action: 'granted',
        source: 'call',
        at: office.clock.now(),
        wordingId: null,
        note: 'Telefonda söyledi',
      } as const
    }

    it('is written once, with who wrote it', async () => {
      const leadId = office.person()
      const given = await input(leadId)
      await office.service.record(office.admin, given)
      const addresses = await office.service.record(office.admin, given)
      expect(addresses[0]?.consents[0]).toMatchObject({ channel: 'whatsapp', state: 'granted', source: 'call' })
      const { items } = await office.service.history(office.admin, { leadId, cursor: null, limit: 20 })
      expect(items).toMatchObject([{ staffId: office.admin.id, note: 'Telefonda söyledi' }])
      expect(await office.actions(2)).toEqual(['consent.recorded', 'office.created'])
    })

    it('refuses an address of somebody else, a channel that does not reach, words and brands that are not there', async () => {
      const leadId = office.person()
      const given = await input(leadId)
      const record = (over: object) => office.service.record(office.admin, { ...given, ...over })
      await expect(record({ identityId: newId<IdentityId>() })).rejects.toThrow(notFound('identity'))
      await expect(record({ channel: 'email' })).rejects.toThrow(new DomainError('CHANNEL_DOES_NOT_REACH'))
      await expect(record({ wordingId: newId<ConsentWordingId>() })).rejects.toThrow(notFound('consentText'))
      await expect(record({ brandId: newId<BrandId>() })).rejects.toThrow(notFound('brand'))
    })

    it('is read page by page over all addresses', async () => {
      const leadId = office.person()
      for (let count = 0; count < 5; count += 1) {
        await office.clock.advance(1_000)
        const email = { address: { kind: 'email', value: EMAIL }, channel: 'email' } as const
        office.say({ ...(count % 2 ? email : {}), action: count % 2 ? 'granted' : 'refused' })
      }
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page = await office.service.history(office.admin, { leadId, cursor, limit: 2 })
        seen.push(...page.items.map(({ channel }) => channel))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(seen).toEqual(['whatsapp', 'email', 'whatsapp', 'email', 'whatsapp'])
    })
  })

  it('a text changes by versions; who agreed to the first still has it', async () => {
    const leadId = office.person()
    const [id, first, second] = [newId<ConsentTextId>(), newId<ConsentWordingId>(), newId<ConsentWordingId>()]
    const words = { name: 'WhatsApp izni', language: 'tr', body: 'İlk metin' }
    const text = await office.texts.create(office.admin.id, { id, wordingId: first, ...words })
    expect(await office.texts.create(office.admin.id, { id, wordingId: first, ...words })).toEqual(text)
    office.say({ wording: { id: first } })
    const changed = { id, version: 1, wordingId: second, ...words, body: 'İkinci metin' }
    expect(await office.texts.update(office.admin.id, changed)).toMatchObject({ version: 2, wording: { number: 2 } })
    await expect(office.texts.update(office.admin.id, changed)).rejects.toThrow(staleEdit('consentText', 2))
    expect((await office.texts.versions(id)).map(({ body }) => body)).toEqual(['İkinci metin', 'İlk metin'])
    const { items } = await office.service.history(office.admin, { leadId, cursor: null, limit: 20 })
    expect(items[0]?.wording).toEqual({ name: 'WhatsApp izni', number: 1, body: 'İlk metin' })
    await office.texts.archive(office.admin.id, id, true)
    expect(await office.texts.list()).toMatchObject([{ isArchived: true }])
    expect(office.heard.filter(({ type }) => type === 'consent-texts.changed')).toHaveLength(3)
  })
})
