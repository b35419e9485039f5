import { eq } from 'drizzle-orm'
import type { SenderSettings } from '#shared/domain/sender-settings.ts'
import { startMailServer } from '../../simulators/mail/simulator.ts'
import { startNetgsmSimulator } from '../../simulators/netgsm/simulator.ts'
import { startTwilioSimulator } from '../../simulators/twilio/simulator.ts'
import type { Db } from '../../src/main/db/database.ts'
import type { Secrets } from '../../src/main/features/secrets/secrets.ts'
import { senders } from '../../src/main/features/senders/schema.ts'
import { OFFICE } from './office.ts'

const PRICE = { priceMicros: 320_000, currency: 'TRY' }
/** A phone rings some seconds after a message has left. */
const DELIVERED_AFTER = 6_000

/** A mail server, a Twilio and a NetGSM of the demo's own: what leaves arrives here and nowhere else. */
export async function startProviders(now: () => number) {
  const [mail, twilio, netgsm] = await Promise.all([
    startMailServer(),
    startTwilioSimulator({ now }),
    startNetgsmSimulator({ now }),
  ])
  const arriving = setInterval(() => {
    const before = now() - DELIVERED_AFTER
    for (const { sid, status, direction, createdAt } of twilio.messages)
      if (direction !== 'inbound' && status === 'queued' && createdAt < before) twilio.setStatus(sid, 'delivered')
    for (const { jobid, status, at } of netgsm.jobs) if (status === 0 && at < before) netgsm.setStatus(jobid, 1)
  }, 2_000)

  const from = { fromName: OFFICE.officeName, fromAddress: mail.user, replyTo: null }
  const office: readonly { settings: SenderSettings; secret: string }[] = [
    {
      settings: { kind: 'smtp', host: mail.host, port: mail.port, security: 'none', user: mail.user, ...from },
      secret: mail.password,
    },
    { settings: { kind: 'netgsm', userCode: netgsm.userCode, header: 'UMUTDIS' }, secret: netgsm.password },
    {
      settings: {
        ...{ kind: 'twilio', accountSid: twilio.accountSid, smsFrom: '+15005550006', messagingServiceSid: null },
        whatsappFrom: '+903120000000',
      },
      secret: twilio.authToken,
    },
  ]

  return {
    environment: { SANTRAL_TWILIO_URL: twilio.url, SANTRAL_NETGSM_URL: netgsm.url },

    /** As if the office had connected them; a demo that is gone on with finds their new ports. */
    connect(db: Db, secrets: Secrets, now: number): void {
      for (const { settings, secret } of office) {
        const { kind } = settings
        const price = kind === 'smtp' ? {} : PRICE
        const isChosen = kind !== 'twilio'
        db.insert(senders)
          .values({ kind, settings, isChosen, ...price, createdAt: now, updatedAt: now })
          .onConflictDoNothing()
          .run()
        db.update(senders).set({ settings, problem: null }).where(eq(senders.kind, kind)).run()
        secrets.set(db, `sender.${kind}.secret`, secret)
      }
    },

    async stop(): Promise<void> {
      clearInterval(arriving)
      await Promise.all([mail.close(), twilio.close(), netgsm.close()])
    },
  }
}
export type Providers = Awaited<ReturnType<typeof startProviders>>
