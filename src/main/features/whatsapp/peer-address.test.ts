import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatKindOf, isForeignChat, jidOf, peerOf } from './peer-address.ts'

const own = { phone: '905550000001', lid: '111111111111111' }
const nobody = { findPhoneOfLid: () => null, findLidOfPhone: () => null }

const digits = fc.stringMatching(/^[1-9]\d{7,14}$/)
const device = fc.option(fc.integer({ min: 1, max: 98 }), { nil: undefined })
const at = (user: string, deviceId: number | undefined, server: string) =>
  `${user}${deviceId === undefined ? '' : `:${deviceId}`}@${server}`

describe('the person behind addresses', () => {
  it('is the same whichever of the two comes first, and whatever device wrote', () => {
    fc.assert(
      fc.property(digits, digits, device, (phone, lid, deviceId) => {
        fc.pre(phone !== own.phone && lid !== own.lid)
        const jids = [at(phone, deviceId, 's.whatsapp.net'), at(lid, deviceId, 'lid')]
        const expected = { phone: `+${phone}`, lid }
        expect(peerOf(jids, own, nobody)).toEqual(expected)
        expect(peerOf(jids.toReversed(), own, nobody)).toEqual(expected)
      }),
    )
  })

  it('is never the office itself', () => {
    fc.assert(
      fc.property(digits, device, (lid, deviceId) => {
        fc.pre(lid !== own.lid)
        const jids = [at(lid, deviceId, 'lid'), at(own.phone, deviceId, 's.whatsapp.net')]
        expect(peerOf(jids, own, nobody)).toEqual({ phone: null, lid })
        expect(peerOf([at(own.lid, deviceId, 'lid'), at(own.phone, deviceId, 'c.us')], own, nobody)).toBeNull()
      }),
    )
  })

  it('is completed from what is known here', () => {
    const book = { findPhoneOfLid: () => '905551234567', findLidOfPhone: () => '222' }
    expect(peerOf(['222@lid'], own, book)).toEqual({ phone: '+905551234567', lid: '222' })
    expect(peerOf(['905551234567@s.whatsapp.net'], own, book)).toEqual({ phone: '+905551234567', lid: '222' })
  })

  it('is written to at the LID once that is known', () => {
    expect(jidOf({ phone: '+905551234567', lid: '222' })).toBe('222@lid')
    expect(jidOf({ phone: '+905551234567', lid: null })).toBe('905551234567@s.whatsapp.net')
    expect(jidOf({ phone: null, lid: null })).toBeNull()
  })

  it('never throws, and never takes a chat of many for a person', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => peerOf([text, undefined, null, ''], own, nobody)).not.toThrow()
        expect(() => isForeignChat(text, true)).not.toThrow()
      }),
    )
    for (const jid of ['120363001234567890@g.us', 'status@broadcast', '12@newsletter', '5@bot', '0@s.whatsapp.net']) {
      expect(chatKindOf(jid)).not.toBe('person')
      expect(peerOf([jid], own, nobody)).toBeNull()
    }
  })

  it('groups are dropped by setting, people and the own number never', () => {
    expect(isForeignChat('120363001234567890@g.us', true)).toBe(true)
    expect(isForeignChat('120363001234567890@g.us', false)).toBe(false)
    for (const jid of ['905551234567@s.whatsapp.net', '222@lid', '905550000001:12@s.whatsapp.net', 's.whatsapp.net']) {
      expect(isForeignChat(jid, true)).toBe(false)
    }
  })
})
