import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mail, openMailServer, openSes } from './testing/test-senders.ts'

const signal = new AbortController().signal

describe('a mail server', () => {
  let house: Awaited<ReturnType<typeof openMailServer>>
  beforeEach(async () => {
    house = await openMailServer()
  })
  afterEach(() => house.server.close())

  it('takes a mail with its Turkish words, its answer address and its calendar', async () => {
    const ics = {
      name: 'randevu.ics',
      mime: 'text/calendar',
      sha256: null,
      content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
    }
    const outcome = await house.sender().send(mail({ attachments: [ics], html: '<p>Yarın</p>' }), signal)
    expect(outcome).toEqual({ kind: 'sent', providerId: null, asksAgain: false })
    const [received] = house.server.mails
    expect(received).toMatchObject({ from: 'ofis@umutdis.example', to: ['ayse@example.com'] })
    expect(received?.mail).toMatchObject({
      subject: 'Randevunuz: İğne & şiş',
      from: { name: 'Umut Diş', address: 'ofis@umutdis.example' },
      replyTo: [{ address: 'randevu@umutdis.example' }],
      attachments: [{ filename: 'randevu.ics', mimeType: 'text/calendar' }],
    })
    expect(received?.mail.text?.trim()).toBe('Yarın 14:00 randevunuz var')
  })

  it('gives a mail the same name each time, so that a second one is seen for what it is', async () => {
    const once = mail()
    for (const _ of [1, 2]) await house.sender().send(once, signal)
    const [first, second] = house.server.mails
    expect(first?.mail.messageId).toBe(second?.mail.messageId)
  })

  it.each([
    ['to', '550 5.1.1 No such user', 'refused', 'recipient-refused', '550 5.1.1'],
    ['to', '552 5.2.2 Mailbox full', 'refused', 'mailbox-full', '552 5.2.2'],
    ['to', '452 4.2.2 Mailbox full', 'later', 'mailbox-full', '452 4.2.2'],
    ['to', '450 4.7.1 Greylisted, try again later', 'later', 'greylisted', '450 4.7.1'],
    ['to', '554 5.7.1 Relay access denied', 'refused', 'sender-refused', '554 5.7.1'],
    ['from', '553 5.7.1 Sender address rejected: not owned by user', 'refused', 'sender-refused', '553 5.7.1'],
    ['from', '421 4.3.2 Service shutting down', 'later', 'provider-down', '421 4.3.2'],
    ['data', '554 5.7.1 Spam message rejected', 'refused', 'content-refused', '554 5.7.1'],
    ['data', '552 5.3.4 Message too big', 'refused', 'too-large', '552 5.3.4'],
    ['data', '451 4.3.0 Temporary failure', 'later', 'provider-down', '451 4.3.0'],
  ] as const)('says no to %s with %s', async (step, reply, kind, problem, code) => {
    house.server.refusals[step] = reply
    const outcome = await house.sender().send(mail(), signal)
    expect(outcome).toMatchObject({ kind, problem: { kind: problem, code, sender: 'smtp' } })
    expect(house.server.mails).toEqual([])
  })

  it('does not take a wrong password', async () => {
    const outcome = await house.sender({}, 'wrong').send(mail(), signal)
    expect(outcome).toMatchObject({ kind: 'refused', problem: { kind: 'wrong-credentials' } })
    expect(await house.sender({}, 'wrong').check(signal)).toMatchObject([
      { name: 'reachable', outcome: 'passed' },
      { name: 'encrypted', outcome: 'passed' },
      { name: 'login', outcome: 'failed', problem: { kind: 'wrong-credentials' } },
    ])
  })

  it('that is lost after it had the mail leaves the outcome unknown', async () => {
    house.server.world.dropsAfterData = true
    const outcome = await house.sender().send(mail(), signal)
    expect([outcome.kind, house.server.mails.length]).toEqual(['unknown', 1])
  })

  it('that is not there has surely not taken it', async () => {
    const outcome = await house.sender({ port: 9 }).send(mail(), signal)
    expect(outcome).toMatchObject({ kind: 'later', problem: { kind: 'unreachable' } })
    expect(await house.sender({ port: 9 }).check(signal)).toMatchObject([{ name: 'reachable', outcome: 'failed' }])
  })

  it('gets nothing in the clear over the internet', async () => {
    const outcome = await house.sender({ host: 'mail.example.com' }).send(mail(), signal)
    expect(outcome).toMatchObject({ kind: 'refused', problem: { kind: 'tls-needed' } })
  })

  it('without the encryption that was asked for gets no password', async () => {
    const outcome = await house.sender({ security: 'starttls' }).send(mail(), signal)
    expect(outcome).toMatchObject({ problem: { kind: 'tls-needed' } })
    expect(house.server.mails).toEqual([])
  })

  it('with a certificate of its own making is not believed', async () => {
    const secure = await openMailServer({ isSecure: true })
    const outcome = await secure.sender({ security: 'tls' }).send(mail(), signal)
    expect(outcome).toMatchObject({ kind: 'refused', problem: { kind: 'certificate' } })
    await secure.server.close()
  })

  it('is checked without sending', async () => {
    expect(await house.sender().check(signal)).toMatchObject([
      { name: 'reachable', outcome: 'passed' },
      { name: 'encrypted', outcome: 'warning' },
      { name: 'login', outcome: 'passed' },
    ])
    expect(house.server.mails).toEqual([])
  })
})

describe('Amazon SES', () => {
  let house: Awaited<ReturnType<typeof openSes>>
  beforeEach(async () => {
    house = await openSes()
  })
  afterEach(() => house.simulator.close())

  it('takes a mail that is signed', async () => {
    const outcome = await house.sender().send(mail(), signal)
    expect(outcome).toMatchObject({ kind: 'sent', providerId: expect.stringMatching(/^0107/u) })
    expect(house.simulator.mails).toMatchObject([{ from: 'ofis@umutdis.example', to: ['ayse@example.com'] }])
    expect(house.simulator.mails[0]?.raw).toContain('Message-ID: <')
  })

  it('does not take another key', async () => {
    const outcome = await house.sender('another-secret').send(mail(), signal)
    expect(outcome).toMatchObject({
      kind: 'refused',
      problem: { kind: 'wrong-credentials', code: 'SignatureDoesNotMatch' },
    })
  })

  it.each([
    [429, 'TooManyRequestsException', 'later', 'rate-limited'],
    [400, 'LimitExceededException', 'later', 'quota'],
    [400, 'AccountSuspendedException', 'refused', 'account-suspended'],
    [400, 'SendingPausedException', 'refused', 'account-suspended'],
    [400, 'MailFromDomainNotVerifiedException', 'refused', 'sender-refused'],
    [400, 'MessageRejected', 'refused', 'content-refused'],
    [400, 'BadRequestException', 'refused', 'bad-request'],
    [404, 'NotFoundException', 'refused', 'not-found'],
    [503, 'ServiceUnavailable', 'later', 'provider-down'],
    [500, 'InternalFailure', 'unknown', 'provider-down'],
  ] as const)('%i %s is %s, %s', async (status, name, kind, problem) => {
    house.simulator.refuse(status, name)
    expect(await house.sender().send(mail(), signal)).toMatchObject({ kind, problem: { kind: problem, code: name } })
  })

  it('in its sandbox takes mails for known addresses only, and the check says so', async () => {
    house.simulator.world.isProduction = false
    expect(await house.sender().send(mail(), signal)).toMatchObject({ kind: 'refused', problem: { kind: 'sandbox' } })
    const checks = await house.sender().check(signal)
    expect(checks.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['reachable', 'passed'],
      ['login', 'passed'],
      ['account', 'passed'],
      ['production', 'warning'],
      ['quota', 'passed'],
    ])
  })

  it('whose answer is lost leaves the outcome unknown; one that never heard of it does not', async () => {
    house.simulator.faults.plan('POST', { kind: 'drop-after' })
    expect((await house.sender().send(mail(), signal)).kind).toBe('unknown')
    await house.simulator.close()
    expect((await house.sender().send(mail(), signal)).kind).toBe('later')
  })
})
