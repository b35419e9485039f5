import { expect, it } from 'vitest'
import type { SenderCard } from '#shared/contract/senders.ts'
import { isSecretNeeded, portFor, readPrice, readSettings, toValues } from './sender-form-values.ts'

const blank = toValues(undefined, 'TRY')
const smtp = {
  ...blank,
  ...{ host: 'mail.umutdis.example', user: 'ofis@umutdis.example', fromAddress: ' ofis@umutdis.example ' },
}

it('reads what was typed by the rules of the contract, and names the fields that are wrong', () => {
  expect(readSettings('smtp', smtp).settings).toMatchObject({ port: 465, fromAddress: 'ofis@umutdis.example' })
  expect(readSettings('smtp', { ...smtp, hasLogin: false }).settings).toMatchObject({ user: null })
  expect(Object.keys(readSettings('smtp', { ...smtp, host: 'mail', port: '', replyTo: 'x' }).wrong ?? {})).toEqual([
    'host',
    'port',
    'replyTo',
  ])
  const accountSid = 'AC0123456789abcdef0123456789abcdef'
  expect(readSettings('twilio', { ...blank, accountSid }).wrong).toEqual({ smsFrom: 'nothingToSendFrom' })
  const twilio = readSettings('twilio', { ...blank, accountSid, smsFrom: '+1 (500) 555-0006', whatsappFrom: '' })
  expect(twilio.settings).toMatchObject({ smsFrom: '+15005550006', whatsappFrom: null, messagingServiceSid: null })
  expect(readSettings('twilio', { ...blank, accountSid, smsFrom: 'UMUT DIS' }).settings).toMatchObject({
    smsFrom: 'UMUT DIS',
  })
})

it('asks for the secret where there is none, or where it would be shown to another server', () => {
  const { settings } = readSettings('smtp', smtp)
  if (!settings) throw new Error('these settings are right')
  const card: SenderCard = {
    ...{ kind: 'smtp', version: 1, settings, hasSecret: true, isChosen: true, segmentCost: null, problem: null },
    ...{ checkedAt: null, lastSentAt: null },
  }
  expect(isSecretNeeded(undefined, settings)).toBe(true)
  expect(isSecretNeeded(card, settings)).toBe(false)
  expect(isSecretNeeded(card, { ...settings, host: 'other.example' } as typeof settings)).toBe(true)
  expect(isSecretNeeded(undefined, { ...settings, user: null } as typeof settings)).toBe(false)
  // What comes back is what was saved, without the secret.
  expect(readSettings('smtp', toValues(card, 'TRY')).settings).toEqual(settings)
  expect(toValues(card, 'TRY').secret).toBe('')
})

it('keeps a port of one’s own when the security changes, and takes the usual one else', () => {
  expect(portFor('starttls', blank)).toBe(587)
  expect(portFor('starttls', { ...blank, port: 2525 })).toBe(2525)
})

it('reads a price of a few hundredths exactly', () => {
  expect(readPrice({ ...blank, price: 0.3175 })).toEqual({ micros: 317_500, currency: 'TRY' })
  expect(readPrice(blank)).toBeNull()
})
