import { fetchLatestWaWebVersion, generateMessageIDV2, type WAVersion } from '@whiskeysockets/baileys'
import { eq } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { createLogger, type Logger } from '../../logging/logger.ts'
import { silenceLibsignal } from '../../logging/silence-libsignal.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelProvider } from '../channels/channel.ts'
import { channelAccounts } from '../channels/schema.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import { countOpenStanzas, forgetStanzas } from './journal.ts'
import type { FindVersion, LinkWorld } from './link-parts.ts'
import { DEFAULT_TIMINGS, type SocketTimings } from './live-socket.ts'
import { HUMAN_PACE, type Pace } from './pace.ts'
import { quickenKeys } from './quick-keys.ts'
import { trustRoot, verifyStrictly } from './strict-verification.ts'
import { WhatsAppLink } from './whatsapp-link.ts'

export interface WhatsAppConfig {
  /** Another server than WhatsApp's, for tests and the demo (SANTRAL_WHATSAPP_URL). */
  readonly whatsappUrl?: string | undefined
  /** Where contents are kept beside that server (SANTRAL_MEDIA_URL). */
  readonly mediaUrl?: string | undefined
  /** The root of that server's certificate (SANTRAL_WHATSAPP_ROOT_KEY). */
  readonly rootKey?: Uint8Array | undefined
  readonly tuning?: WhatsAppTuning
}

/** What a test makes quicker, and what may have to change without a new program. */
export interface WhatsAppTuning {
  readonly version?: WAVersion
  /** Off only if WhatsApp's genuine chain should ever fail it. */
  readonly verifiesStrictly?: boolean
  readonly timings?: Partial<SocketTimings>
  readonly pace?: Pace
}

/** Numbers linked like WhatsApp Web, through Baileys. */
export function createWhatsAppProvider({
  db,
  secretBox,
  clock,
  config: { whatsappUrl, mediaUrl, rootKey, tuning = {} },
  ignoresGroups,
  showsOnline,
  log = createLogger('whatsapp'),
  random = Math.random,
}: {
  db: Db
  secretBox: SecretBox
  clock: Clock
  config: WhatsAppConfig
  ignoresGroups: () => boolean
  showsOnline: () => boolean
  log?: Logger
  random?: () => number
}): ChannelProvider {
  // libsignal prints private keys: before the first socket.
  silenceLibsignal()
  quickenKeys()
  if (tuning.verifiesStrictly ?? true) verifyStrictly()
  if (rootKey) trustRoot(rootKey)
  const world: LinkWorld = {
    db,
    secretBox,
    clock,
    log,
    random,
    ignoresGroups,
    showsOnline,
    whatsappUrl,
    mediaUrl,
    timings: { ...DEFAULT_TIMINGS, ...tuning.timings },
    pace: tuning.pace ?? HUMAN_PACE,
  }
  const links = new Map<ChannelAccountId, WhatsAppLink>()
  const findVersion: FindVersion = whatsappUrl === undefined ? askForVersion : async () => null

  async function askForVersion(): Promise<WAVersion | null> {
    const { version, isLatest } = await fetchLatestWaWebVersion({})
    return isLatest ? version : null
  }

  return {
    provider: 'whatsapp-link',
    newMessageId: accountId => generateMessageIDV2(links.get(accountId)?.ownId),
    open(accountId, sink) {
      const row = db
        .select({ resting: channelAccounts.restingState, lastConnectedAt: channelAccounts.lastConnectedAt })
        .from(channelAccounts)
        .where(eq(channelAccounts.id, accountId))
        .get()
      const link = new WhatsAppLink({
        accountId,
        world,
        sink,
        version: tuning.version,
        findVersion,
        resting: row?.resting ?? null,
        lastConnectedAt: row?.lastConnectedAt ?? null,
      })
      links.set(accountId, link)
      return link
    },
    forget: forgetStanzas,
    countPending: () => countOpenStanzas(db),
  }
}
