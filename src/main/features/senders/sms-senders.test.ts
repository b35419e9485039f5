import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutboundId } from '#shared/domain/outbox.ts'
import { fromNetgsmTime, toNetgsmNumber, toNetgsmTime } from './netgsm.ts'
import { openNetgsm, openTwilio, outgoing } from './testing/test-senders.ts'

const signal = new AbortController().signal
const MINUTE = 60_000
const template = { contentSid: 'HX0001', variables: { 1: 'Ayşe' } }
const whatsapp = { channel: 'twilio_whatsapp' } as const

describe('Twilio', () => {
  let house: Awaited<ReturnType<typeof openTwilio>>
  beforeEach(async () => {
    house = await openTwilio()
  })
  afterEach(() => house.simulator.close())

  it('takes an SMS as a form, from the number or the service', async () => {
    const message = outgoing()
    expect(await house.sender().send(message, signal)).toMatchObject({ kind: 'sent', asksAgain: true, segments: 1 })
    const service = { smsFrom: null as never, messagingServiceSid: `MG${'a'.repeat(32)}` as never }
    await house.sender(service).send(message, signal)
    expect(house.simulator.requests.map(({ form }) => form)).toEqual([
      { To: '+905321112233', From: '+15005550006', Body: message.body },
      { To: '+905321112233', MessagingServiceSid: `MG${'a'.repeat(32)}`, Body: message.body },
    ])
  })

  it('tells WhatsApp apart by the prefix, and outside its day takes templates only', async () => {
    const sender = house.sender()
    expect(await sender.send(outgoing(whatsapp), signal)).toMatchObject({
      kind: 'refused',
      problem: { kind: 'outside-window', code: '63016' },
    })
    house.simulator.templates.set('HX0001', { status: 'approved', text: 'Merhaba {{1}}' })
    expect((await sender.send(outgoing({ ...whatsapp, template }), signal)).kind).toBe('sent')
    expect(house.simulator.messages[0]).toMatchObject({
      ...{ to: 'whatsapp:+905321112233', from: 'whatsapp:+903120000000', body: 'Merhaba Ayşe' },
      contentVariables: '{"1":"Ayşe"}',
    })
    house.simulator.openWindows.add('whatsapp:+905321112233')
    expect((await sender.send(outgoing(whatsapp), signal)).kind).toBe('sent')
  })

  it.each([
    [20003, 'refused', 'wrong-credentials'],
    [20404, 'refused', 'not-found'],
    [20429, 'later', 'rate-limited'],
    [21211, 'refused', 'recipient-invalid'],
    [21408, 'refused', 'country-blocked'],
    [21606, 'refused', 'sender-refused'],
    [21608, 'refused', 'sandbox'],
    [21610, 'refused', 'opted-out'],
    [21614, 'refused', 'not-mobile'],
    [21635, 'refused', 'not-mobile'],
    [21654, 'refused', 'template-parameters'],
    [21655, 'refused', 'template-not-found'],
    [21656, 'refused', 'template-parameters'],
    [21659, 'refused', 'sender-refused'],
    [63018, 'later', 'rate-limited'],
    [63024, 'refused', 'recipient-invalid'],
    [12345, 'refused', 'other'],
  ] as const)('%i is %s, %s', async (code, kind, problem) => {
    house.simulator.refuse(code)
    const outcome = await house.sender().send(outgoing(), signal)
    expect(outcome).toMatchObject({ kind, problem: { kind: problem, code: String(code), sender: 'twilio' } })
  })

  it('is looked at for a message whose answer was lost, and no other is taken for it', async () => {
    const { simulator, clock } = house
    const sender = house.sender()
    const message = outgoing()
    const isKnown = (sid: string) => sid === 'SM00000000000000000000000000000001'
    await sender.send(message, signal)
    await clock.advance(5 * MINUTE)
    const at = clock.now()
    expect(await sender.lookUp?.(message, { at, isKnown }, signal)).toEqual({ kind: 'absent' })
    simulator.faults.plan('POST', { kind: 'drop-after' })
    expect((await sender.send(message, signal)).kind).toBe('unknown')
    await sender.send(outgoing({ body: 'another' }), signal)
    expect(await sender.lookUp?.(message, { at, isKnown }, signal)).toMatchObject({
      kind: 'found',
      providerId: 'SM00000000000000000000000000000002',
    })
  })

  it('looks through all pages', async () => {
    const sender = house.sender()
    const at = house.clock.now()
    await sender.send(outgoing(), signal)
    for (let count = 0; count < 60; count += 1) house.simulator.receive('+905321112233', '+15005550006', 'x')
    const own = house.simulator.messages.at(-1)
    for (const message of house.simulator.messages) message.to = '+905321112233'
    const found = await sender.lookUp?.(outgoing(), { at, isKnown: () => false }, signal)
    expect(found).toMatchObject({ kind: 'found', providerId: own?.sid })
  })

  it('says what became of a message', async () => {
    const sender = house.sender()
    const outcome = await sender.send(outgoing(), signal)
    const sid = outcome.kind === 'sent' ? (outcome.providerId ?? '') : ''
    const sent = [{ id: 'a' as OutboundId, providerId: sid, address: '+905321112233', sentAt: house.clock.now() }]
    const state = async () => (await sender.follow?.(sent, signal))?.get('a' as OutboundId)
    expect(await state()).toEqual({ kind: 'on-its-way' })
    house.simulator.setStatus(sid, 'undelivered', 30003)
    expect(await state()).toMatchObject({ kind: 'failed', problem: { kind: 'phone-unreachable', code: '30003' } })
    house.simulator.setStatus(sid, 'read')
    expect(await state()).toMatchObject({ kind: 'delivered' })
  })

  it('is checked: password, account, trial, numbers, templates', async () => {
    house.simulator.account.type = 'Trial'
    const checks = await house.sender().check(signal)
    expect(checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      ...['reachable passed', 'login passed', 'account passed', 'production warning', 'sender passed'],
      ...['whatsapp passed', 'templates warning'],
    ])
    expect(await house.sender({}, 'wrong').check(signal)).toMatchObject([{ outcome: 'passed' }, { outcome: 'failed' }])
  })
})

describe('NetGSM', () => {
  let house: Awaited<ReturnType<typeof openNetgsm>>
  beforeEach(async () => {
    house = await openNetgsm()
  })
  afterEach(() => house.simulator.close())

  it('takes an SMS: Turkish letters as such, the register asked only for what sells', async () => {
    const sender = house.sender()
    expect(await sender.send(outgoing(), signal)).toMatchObject({ kind: 'sent', segments: 1, asksAgain: true })
    await sender.send(outgoing({ body: 'Plain', isCommercial: true }), signal)
    expect(house.simulator.jobs).toMatchObject([
      { number: '5321112233', header: 'UMUTDIS', encoding: 'TR', iysfilter: '0' },
      { encoding: null, iysfilter: '11' },
    ])
  })

  it.each([
    ['20', 'refused', 'text-refused'],
    ['30', 'refused', 'wrong-credentials'],
    ['40', 'refused', 'sender-refused'],
    ['50', 'refused', 'iys-not-allowed'],
    ['51', 'refused', 'iys-no-brand'],
    ['70', 'refused', 'bad-request'],
    ['80', 'later', 'rate-limited'],
    ['85', 'later', 'rate-limited'],
    ['100', 'later', 'provider-down'],
    ['101', 'later', 'provider-down'],
    ['999', 'refused', 'other'],
  ] as const)('code %s, which comes with HTTP 406, is %s, %s', async (code, kind, problem) => {
    house.simulator.refuse(code)
    const outcome = await house.sender().send(outgoing(), signal)
    expect(outcome).toMatchObject({ kind, problem: { kind: problem, code, sender: 'netgsm' } })
  })

  it('is looked at for a message whose answer was lost; that it is not in the report is no proof', async () => {
    const sender = house.sender()
    const at = house.clock.now()
    const look = () => sender.lookUp?.(outgoing(), { at, isKnown: () => false }, signal)
    expect(await look()).toEqual({ kind: 'cannot-tell' })
    house.simulator.faults.plan('send', { kind: 'drop-after' })
    expect((await sender.send(outgoing(), signal)).kind).toBe('unknown')
    expect(await look()).toMatchObject({ kind: 'found', providerId: '1737710000001' })
    await sender.send(outgoing({ body: 'another' }), signal)
    expect(await look(), 'of two unknown ones either may be it').toEqual({ kind: 'cannot-tell' })
  })

  it.each([
    [0, 'on-its-way', undefined],
    [1, 'delivered', undefined],
    [2, 'failed', 'expired-at-provider'],
    [3, 'failed', 'recipient-invalid'],
    [4, 'failed', 'provider-down'],
    [11, 'failed', 'filtered'],
    [12, 'failed', 'phone-unreachable'],
    [13, 'failed', 'duplicate'],
    [14, 'failed', 'no-credit'],
    [15, 'failed', 'opted-out'],
    [16, 'failed', 'iys-refused'],
    [17, 'failed', 'iys-not-allowed'],
  ] as const)('reports state %i as %s', async (status, kind, problem) => {
    const sender = house.sender()
    await sender.send(outgoing(), signal)
    const providerId = house.simulator.jobs[0]?.jobid ?? ''
    house.simulator.setStatus(providerId, status)
    const sent = [{ id: 'a' as OutboundId, providerId, address: '+905321112233', sentAt: 0 }]
    const delivery = (await sender.follow?.(sent, signal))?.get('a' as OutboundId)
    expect(delivery).toMatchObject(problem ? { kind, problem: { kind: problem } } : { kind })
  })

  it('waits where too many reports were asked for', async () => {
    const sender = house.sender()
    await sender.send(outgoing(), signal)
    const sent = [{ id: 'a' as OutboundId, providerId: '1737710000001', address: '+905321112233', sentAt: 0 }]
    for (let count = 0; count < 10; count += 1) await sender.follow?.(sent, signal)
    await expect(sender.follow?.(sent, signal)).rejects.toMatchObject({ reason: 'report-limit' })
  })

  it('is checked: password, balance, the sender’s name', async () => {
    expect((await house.sender().check(signal)).map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      ...['reachable passed', 'login passed', 'balance passed', 'header passed'],
    ])
    expect((await house.sender('OTHER').check(signal)).at(-1)).toMatchObject({ name: 'header', outcome: 'failed' })
    expect((await house.sender('UMUTDIS', 'wrong').check(signal)).at(-1)).toMatchObject({
      name: 'login',
      problem: { kind: 'wrong-credentials' },
    })
  })

  it('writes numbers and times its own way', () => {
    expect([toNetgsmNumber('+905321112233'), toNetgsmNumber('+4917012345')]).toEqual(['5321112233', '4917012345'])
    const at = Date.parse('2026-12-01T21:30:00Z')
    expect(toNetgsmTime(at)).toBe('021220260030')
    expect([fromNetgsmTime('02.12.2026 00:30:00'), fromNetgsmTime('021220260030')]).toEqual([at, at])
    expect(fromNetgsmTime('')).toBeNull()
  })
})
