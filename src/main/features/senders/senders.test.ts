import { ORPCError } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startMailServer } from '../../../../simulators/mail/simulator.ts'
import { openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'

let app: TestApp
let server: Awaited<ReturnType<typeof startMailServer>>
beforeEach(async () => {
  app = await openTestApp()
  server = await startMailServer()
})
afterEach(async () => {
  await app.close()
  await server.close()
})

const settings = () => ({
  ...{ kind: 'smtp' as const, host: server.host, port: server.port, security: 'none' as const, user: server.user },
  ...{ fromName: 'Umut Diş', fromAddress: 'ofis@umutdis.example', replyTo: null },
})
const save = (over: object = {}, secret: string | null = server.password, version: number | null = null) =>
  app.admin.senders.save({ settings: { ...settings(), ...over }, secret, version })

it('a password goes in and never comes out, not into an answer, the log, or the table', async () => {
  await save()
  const shown = [await app.admin.senders.list(), app.database.sqlite.serialize().toString('latin1')]
  expect(shown[0]).toMatchObject([{ kind: 'smtp', hasSecret: true, isChosen: true, problem: null }])
  expect(JSON.stringify(shown)).not.toContain(server.password)
})

it('is kept while nobody else would be shown it, and asked for again where somebody would', async () => {
  await save()
  await save({ fromName: 'Umut' }, null, 1)
  await expect(save({ host: 'mail.example.com' }, null, 2)).rejects.toMatchObject({ code: 'SECRET_NEEDED' })
  await expect(save({ fromName: 'x' }, null, 1)).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('one is chosen for each channel; who is removed leaves to the other', async () => {
  await save()
  const twilio = {
    ...{ kind: 'twilio' as const, accountSid: `AC${'0'.repeat(32)}`, smsFrom: '+15005550006' },
    ...{ messagingServiceSid: null, whatsappFrom: '+903120000000' },
  }
  await app.admin.senders.save({ settings: twilio, secret: 'token', version: null })
  const netgsm = { kind: 'netgsm' as const, userCode: '8501112233', header: 'UMUTDIS' }
  const segmentCost = { micros: 120_000, currency: 'TRY' }
  await app.admin.senders.save({ settings: netgsm, secret: 'parola', version: null, segmentCost })
  const carriers = async () =>
    Object.fromEntries((await app.admin.senders.channels()).map(({ channel, sender }) => [channel, sender]))
  expect(await carriers()).toEqual({ email: 'smtp', sms: 'twilio', twilio_whatsapp: 'twilio' })
  await app.admin.senders.choose({ kind: 'netgsm' })
  expect(await carriers()).toEqual({ email: 'smtp', sms: 'netgsm', twilio_whatsapp: 'twilio' })
  await app.admin.senders.remove({ kind: 'netgsm' })
  expect(await carriers()).toEqual({ email: 'smtp', sms: 'twilio', twilio_whatsapp: 'twilio' })
})

it('a test mail arrives; what keeps it from arriving is said, and stands on the card until it is mended', async () => {
  await save({}, 'wrong')
  const test = () => app.admin.senders.sendTest({ kind: 'smtp', channel: 'email', to: 'deniz@example.com' })
  const refused = await test().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ORPCError)
  expect(refused).toMatchObject({ code: 'SENDER_REFUSED', data: { problem: { kind: 'wrong-credentials' } } })
  expect((await app.admin.senders.list())[0]?.problem?.kind).toBe('wrong-credentials')
  await save({}, server.password, 1)
  expect(await test()).toMatchObject({ isSent: true })
  expect(server.mails).toMatchObject([{ to: ['deniz@example.com'], mail: { subject: 'Santral deneme iletisi' } }])
  expect(await app.admin.senders.list()).toMatchObject([{ problem: null, lastSentAt: app.clock.now() }])
  const { checks } = await app.admin.senders.check({ kind: 'smtp' })
  expect(checks.map(({ outcome }) => outcome)).toEqual(['passed', 'warning', 'passed'])
})
