import { newId } from '#shared/domain/ids.ts'
import type { OutboundChannel, OutboundId } from '#shared/domain/outbox.ts'
import type { SmtpSettings } from '#shared/domain/sender-settings.ts'
import { startMailServer } from '../../../../../simulators/mail/simulator.ts'
import { startNetgsmSimulator } from '../../../../../simulators/netgsm/simulator.ts'
import { startSesSimulator } from '../../../../../simulators/ses/simulator.ts'
import { startTwilioSimulator } from '../../../../../simulators/twilio/simulator.ts'
import { createFakeClock } from '../../../ports/fakes.ts'
import type { OutgoingMessage } from '../../outbox/sender.ts'
import { createNetgsmProvider } from '../netgsm.ts'
import { createSesProvider } from '../ses.ts'
import { createSmtpProvider } from '../smtp.ts'
import { createTwilioProvider } from '../twilio.ts'

const FROM = { fromName: 'Umut Diş', fromAddress: 'ofis@umutdis.example', replyTo: 'randevu@umutdis.example' }
const noBlobs = { read: () => Promise.reject(new Error('there are no contents')), size: () => undefined }

export function outgoing(over: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: newId() as string as OutboundId,
    channel: 'sms' as OutboundChannel,
    address: '+905321112233',
    subject: null,
    body: 'Yarın 14:00 randevunuz var',
    html: null,
    template: null,
    attachments: [],
    isCommercial: false,
    ...over,
  }
}

export function mail(over: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return outgoing({ channel: 'email', address: 'ayse@example.com', subject: 'Randevunuz: İğne & şiş', ...over })
}

export async function openMailServer(given: Parameters<typeof startMailServer>[0] = {}) {
  const server = await startMailServer(given)
  const clock = createFakeClock()
  const settings: SmtpSettings = { ...FROM, host: server.host, port: server.port, security: 'none', user: server.user }
  return {
    server,
    clock,
    sender: (over: Partial<SmtpSettings> = {}, password: string | null = server.password) =>
      createSmtpProvider({ clock, blobs: noBlobs, settings: { ...settings, ...over }, password }),
  }
}

export async function openTwilio() {
  const clock = createFakeClock()
  const simulator = await startTwilioSimulator({ now: () => clock.now() })
  const settings = {
    accountSid: simulator.accountSid,
    smsFrom: '+15005550006',
    messagingServiceSid: null,
    whatsappFrom: '+903120000000',
  }
  const sender = (over: Partial<typeof settings> = {}, authToken = simulator.authToken) =>
    createTwilioProvider({
      ...{ clock, authToken, baseUrl: simulator.url, price: null },
      settings: { ...settings, ...over },
    })
  return { clock, simulator, sender }
}

export async function openNetgsm() {
  const clock = createFakeClock()
  const simulator = await startNetgsmSimulator({ now: () => clock.now() })
  const { userCode, password, url: baseUrl } = simulator
  const sender = (header = 'UMUTDIS', given = password) =>
    createNetgsmProvider({ clock, settings: { userCode, header }, password: given, price: null, baseUrl })
  return { clock, simulator, sender }
}

export async function openSes() {
  const clock = createFakeClock()
  const simulator = await startSesSimulator()
  const { region, accessKeyId, url: baseUrl } = simulator
  const settings = { ...FROM, region, accessKeyId, configurationSet: null }
  const sender = (secretAccessKey = simulator.secretAccessKey) =>
    createSesProvider({ clock, blobs: noBlobs, settings, secretAccessKey, baseUrl })
  return { clock, simulator, sender }
}
