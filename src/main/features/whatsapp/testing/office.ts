import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuthenticationCreds } from '@whiskeysockets/baileys'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import type { OfficePhone } from '../../../../../simulators/whatsapp/office-phone.ts'
import type { Db } from '../../../db/database.ts'
import { type OpenedDatabase, openDatabase } from '../../../db/open-database.ts'
import { createLogger } from '../../../logging/logger.ts'
import type { Clock } from '../../../ports/clock.ts'
import { createFakeSecretStore } from '../../../ports/fakes.ts'
import type { SecretStore } from '../../../ports/secret-store.ts'
import { createSystemClock } from '../../../ports/system-clock.ts'
import type { ChannelLink, ChannelProvider, OutgoingText, PeerAddress } from '../../channels/channel.ts'
import { channelAccounts } from '../../channels/schema.ts'
import { createSecretBox } from '../../secrets/secret-box.ts'
import { createAuthStore } from '../auth-store.ts'
import { createGroupCommit } from '../group-commit.ts'
import { createJournal } from '../journal.ts'
import { createWhatsAppProvider, type WhatsAppTuning } from '../provider.ts'
import { createRecordingSink, type RecordingSink } from './recording-sink.ts'

const PROGRAM_FOLDER = join(import.meta.dirname, '../../../../..')
const NO_PACE = { answer: { leastMs: 0, mostMs: 0 }, firstContact: { leastMs: 0, mostMs: 0 } }

/** A server to link to: the simulator, or another one. */
export interface TestServer {
  readonly url: string
  readonly mediaUrl?: string
  /** Undefined when its certificate is WhatsApp's own. */
  readonly rootKeyHex?: string
}

interface RunningOffice {
  readonly db: Db
  readonly sqlite: OpenedDatabase['sqlite']
  readonly close: () => void
  readonly office: RecordingSink
  readonly provider: ChannelProvider
  readonly link: ChannelLink
}

/** One office PC with one linked number, on a data folder of its own, that can be stopped and started again. */
export class TestOffice {
  readonly folder = mkdtempSync(join(tmpdir(), 'santral-whatsapp-'))
  readonly accountId = newId<ChannelAccountId>()
  readonly server: TestServer
  readonly clock: Clock
  readonly tuning: WhatsAppTuning
  secretStore: SecretStore = createFakeSecretStore()
  showsOnline = false
  #running: RunningOffice | undefined

  constructor(server: TestServer, options: { clock?: Clock; tuning?: WhatsAppTuning } = {}) {
    this.server = server
    this.clock = options.clock ?? createSystemClock()
    this.tuning = { pace: NO_PACE, ...options.tuning }
  }

  /** Opens the database and the link, without starting it. */
  begin(): RunningOffice {
    const { clock, server } = this
    const { db, sqlite, close } = openDatabase({
      file: join(this.folder, 'santral.db'),
      migrationsFolder: join(PROGRAM_FOLDER, 'drizzle'),
      backupsFolder: join(this.folder, 'backups'),
      clock,
      log: createLogger('test'),
    })
    db.insert(channelAccounts)
      .values({
        id: this.accountId,
        channel: 'whatsapp',
        provider: 'whatsapp-link',
        name: 'Ofis',
        createdAt: clock.now(),
        updatedAt: clock.now(),
      })
      .onConflictDoNothing()
      .run()
    const office = createRecordingSink(db)
    const secretBox = createSecretBox({ folder: this.folder, secretStore: this.secretStore })
    const provider = createWhatsAppProvider({
      db,
      secretBox,
      clock,
      // Full jitter of nothing: tests do not wait for reconnects.
      random: () => 0,
      ignoresGroups: () => true,
      showsOnline: () => this.showsOnline,
      config: {
        whatsappUrl: server.url,
        mediaUrl: server.mediaUrl,
        rootKey: server.rootKeyHex === undefined ? undefined : Buffer.from(server.rootKeyHex, 'hex'),
        tuning: this.tuning,
      },
    })
    const link = provider.open(this.accountId, office.sink)
    const running = { db, sqlite, close, office, provider, link }
    this.#running = running
    return running
  }

  get running(): RunningOffice {
    if (!this.#running) throw new Error('The office is not running')
    return this.#running
  }

  get link() {
    return this.running.link
  }

  get office() {
    return this.running.office
  }

  /** Waits until something is so; looks often, because the link has events for everything but no promises. */
  async until<Found>(look: () => Found | undefined | false | null, what: string, timeoutMs = 10_000): Promise<Found> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const found = look()
      if (found) return found
      if (performance.now() > deadline) {
        throw new Error(`Waited in vain for ${what}; the link is ${JSON.stringify(this.link.state)}`)
      }
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  untilState(kind: string, timeoutMs?: number) {
    return this.until(() => this.link.state.kind === kind && this.link.state, `the state ${kind}`, timeoutMs)
  }

  untilText(body: string) {
    return this.until(() => this.office.messages().find(message => message.body === body), `the text "${body}"`)
  }

  /** As if it had been linked before, without any pairing. */
  preset(creds: AuthenticationCreds): void {
    const { running, clock, accountId } = this
    const { db } = running
    const secretBox = createSecretBox({ folder: this.folder, secretStore: this.secretStore })
    const commit = createGroupCommit({
      db,
      onFailed: error => {
        throw error
      },
    })
    const journal = createJournal({ db, accountId, clock, commit })
    const store = createAuthStore({ db, accountId, secretBox, journal, commit, onPairsLearned: () => {} })
    store.replaceCreds(creds)
  }

  /** From an empty data folder to a connected number. */
  async linkByQr(phone: OfficePhone): Promise<void> {
    this.link.startPairing({ kind: 'qr' })
    const qr = await this.until(() => this.link.state.kind === 'pairing' && this.link.state.qr, 'a QR')
    await phone.scan(qr)
    await this.untilState('connected')
  }

  text(to: PeerAddress, body: string, more: Partial<OutgoingText> = {}): OutgoingText {
    const externalId = this.running.provider.newMessageId(this.accountId)
    const message = { externalId, to, body, quoted: null, customerWroteAt: this.clock.now(), ...more }
    this.office.sent.set(message.externalId, this.link.encodeText(message))
    return message
  }

  send(to: PeerAddress, body: string, more: Partial<OutgoingText> = {}) {
    return this.link.send(this.text(to, body, more), new AbortController().signal)
  }

  journal(): { stanza_id: string; state: string; attempts: number }[] {
    return this.running.sqlite
      .prepare<[], { stanza_id: string; state: string; attempts: number }>(
        'SELECT stanza_id, state, attempts FROM whatsapp_journal ORDER BY seq',
      )
      .all()
  }

  async stop(): Promise<void> {
    if (!this.#running) return
    await this.#running.link.stop()
    this.#running.close()
    this.#running = undefined
  }

  async end(): Promise<void> {
    await this.stop()
    if ('stop' in this.clock) (this.clock as { stop(): void }).stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
