import { eq } from 'drizzle-orm'
import type { SenderCard } from '#shared/contract/senders.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import {
  type OutboundChannel,
  type OutboundId,
  type OutboxProblem,
  type OutboxProblemKind,
  type SenderKind,
  toOutboxProblem,
} from '#shared/domain/outbox.ts'
import {
  CHANNELS_OF,
  needsSecretAgain,
  type SegmentCost,
  type SenderCheck,
  SenderSettings,
  usesSecret,
} from '#shared/domain/sender-settings.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { OutgoingMessage, Senders } from '../outbox/sender.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { ProviderTemplateFound } from '../templates/approved-templates.ts'
import type { Provider } from './provider.ts'
import { senders as table } from './schema.ts'

type SenderRow = typeof table.$inferSelect

/** Makes a provider of its settings and its secret. */
export type ProviderFactory = (given: {
  settings: SenderSettings
  secret: string | null
  price: SegmentCost | null
}) => Provider

interface World {
  db: Db
  clock: Clock
  events: AppEvents
  secrets: Secrets
  secretBox: Pick<SecretBox, 'isUnreadable'>
  makeProvider: ProviderFactory
  /** Puts what a provider has approved among the office's templates, and says how many changed. */
  storeTemplates: (tx: Db, found: readonly ProviderTemplateFound[]) => number
  /** In the reader's language: what stands in a test message. */
  testWords: (by: StaffId) => { subject: string; body: string }
}

/** These are of the office's own set-up: they stand on the sender until something leaves again. */
const OF_SET_UP: ReadonlySet<OutboxProblemKind> = new Set<OutboxProblemKind>([
  ...([
    'wrong-credentials',
    'secret-missing',
    'certificate',
    'tls-needed',
    'unreachable',
    'account-suspended',
  ] as const),
  ...(['sandbox', 'sender-refused', 'no-credit', 'quota', 'ip-refused', 'iys-not-allowed', 'iys-no-brand'] as const),
])

const secretName = (kind: SenderKind) => `sender.${kind}.secret`

/** The ways out of the house: set up, tested, chosen. */
export function createSenders({
  db,
  clock,
  events,
  secrets,
  secretBox,
  makeProvider,
  storeTemplates,
  testWords,
}: World) {
  function find(tx: Db, kind: SenderKind): SenderRow | undefined {
    return tx.select().from(table).where(eq(table.kind, kind)).get()
  }

  function get(tx: Db, kind: SenderKind): SenderRow {
    const row = find(tx, kind)
    if (!row) throw notFound('sender')
    return row
  }

  function list(tx: Db): SenderRow[] {
    return tx.select().from(table).orderBy(table.createdAt).all()
  }

  /** Undefined where it cannot be opened: the data came from a backup, or from another PC. */
  function openSecret(kind: SenderKind): string | undefined {
    try {
      return secrets.get(db, secretName(kind))
    } catch (error) {
      if (secretBox.isUnreadable(error)) return undefined
      throw error
    }
  }

  function open(row: SenderRow): Provider | OutboxProblem {
    // An older or newer program may have written otherwise.
    const settings = SenderSettings.safeParse(row.settings).data
    const secret = settings && usesSecret(settings) ? openSecret(row.kind) : null
    if (!settings || secret === undefined) return toOutboxProblem('secret-missing', { sender: row.kind })
    return makeProvider({ settings, secret, price: priceOf(row) })
  }

  function carriers(channel: OutboundChannel): SenderRow[] {
    return list(db).filter(row => (row.isChosen || channel === 'twilio_whatsapp') && canCarry(row, channel))
  }

  function noteChange(tx: Db): void {
    afterCommit(tx, () => events.publish({ type: 'senders.changed' }))
  }

  function audit(tx: Db, by: StaffId, action: string, kind: SenderKind): void {
    recordAudit(tx, clock, { staffId: by, action: `sender.${action}`, subjectKind: 'sender', subjectId: kind })
    noteChange(tx)
  }

  function rivalsOf(tx: Db, kind: SenderKind): SenderRow[] {
    return list(tx).filter(
      row => row.kind !== kind && CHANNELS_OF[row.kind].some(channel => CHANNELS_OF[kind].includes(channel)),
    )
  }

  /** One for mail and one for SMS. Official WhatsApp has only one who could carry it. */
  function chooseWithin(tx: Db, kind: SenderKind): void {
    for (const rival of rivalsOf(tx, kind))
      tx.update(table).set({ isChosen: false }).where(eq(table.kind, rival.kind)).run()
    tx.update(table).set({ isChosen: true }).where(eq(table.kind, kind)).run()
  }

  function toCard(row: SenderRow): SenderCard {
    const { kind, version, settings, isChosen, problem, checkedAt, lastSentAt } = row
    const hasSecret = secrets.has(db, secretName(kind))
    return { kind, version, settings, hasSecret, isChosen, segmentCost: priceOf(row), problem, checkedAt, lastSentAt }
  }

  const port: Senders = {
    forChannel(channel) {
      const [row] = carriers(channel)
      return row ? open(row) : null
    },
    ofKind(kind) {
      const row = find(db, kind)
      const opened = row && open(row)
      return opened && 'send' in opened ? opened : null
    },
    listeners() {
      return list(db).flatMap(row => {
        const sender = open(row)
        if (!('send' in sender) || !sender.receive) return []
        return [{ sender, since: row.heardUntil ?? row.createdAt }]
      })
    },
    noteHeard(tx, kind, until) {
      tx.update(table).set({ heardUntil: until }).where(eq(table.kind, kind)).run()
    },
    noteOutcome(tx, kind, problem) {
      const row = find(tx, kind)
      if (!row) return
      if (problem === null) {
        tx.update(table).set({ problem: null, lastSentAt: clock.now() }).where(eq(table.kind, kind)).run()
        if (row.problem !== null || row.lastSentAt === null) noteChange(tx)
      } else if (OF_SET_UP.has(problem.kind)) {
        tx.update(table).set({ problem }).where(eq(table.kind, kind)).run()
        if (row.problem?.kind !== problem.kind) noteChange(tx)
      }
    },
  }

  const service = {
    async list(): Promise<SenderCard[]> {
      return list(db).map(toCard)
    },

    async channels() {
      const known: OutboundChannel[] = ['email', 'sms', 'twilio_whatsapp']
      return known.flatMap(channel => {
        const [row] = carriers(channel)
        return row ? [{ channel, sender: row.kind, segmentCost: priceOf(row) }] : []
      })
    },

    async save(
      by: StaffId,
      given: {
        settings: SenderSettings
        version: number | null
        secret: string | null
        segmentCost: SegmentCost | null
      },
    ): Promise<SenderCard> {
      const { settings, secret, segmentCost } = given
      const { kind } = settings
      transact(db, tx => {
        const before = find(tx, kind)
        const now = clock.now()
        if (before && before.version !== given.version) throw staleEdit('sender', before.version)
        const isKept =
          before !== undefined && secrets.has(tx, secretName(kind)) && !needsSecretAgain(before.settings, settings)
        if (usesSecret(settings) && secret === null && !isKept) throw new DomainError('SECRET_NEEDED')
        const columns = { settings, priceMicros: segmentCost?.micros ?? null, currency: segmentCost?.currency ?? null }
        const row = { ...columns, problem: null, updatedAt: now }
        if (before)
          tx.update(table)
            .set({ ...row, version: before.version + 1 })
            .where(eq(table.kind, kind))
            .run()
        else
          tx.insert(table)
            .values({ ...row, kind, isChosen: false, createdAt: now })
            .run()
        if (!usesSecret(settings)) secrets.delete(tx, secretName(kind))
        else if (secret !== null) secrets.set(tx, secretName(kind), secret)
        if (!rivalsOf(tx, kind).some(rival => rival.isChosen)) chooseWithin(tx, kind)
        audit(tx, by, before ? 'changed' : 'added', kind)
      })
      return toCard(get(db, kind))
    },

    async choose(by: StaffId, kind: SenderKind): Promise<SenderCard[]> {
      transact(db, tx => {
        get(tx, kind)
        chooseWithin(tx, kind)
        audit(tx, by, 'chosen', kind)
      })
      return service.list()
    },

    async check(kind: SenderKind): Promise<{ at: number; checks: SenderCheck[] }> {
      const provider = open(get(db, kind))
      const at = clock.now()
      const secretMissing: SenderCheck = { name: 'login', outcome: 'failed', subject: null, count: null, problem: null }
      const checks =
        'send' in provider
          ? await provider.check(AbortSignal.timeout(120_000))
          : [{ ...secretMissing, problem: provider }]
      const problem = checks.find(({ outcome }) => outcome === 'failed')?.problem ?? null
      transact(db, tx => {
        tx.update(table).set({ checkedAt: at, problem }).where(eq(table.kind, kind)).run()
        noteChange(tx)
      })
      return { at, checks }
    },

    async sendTest(
      by: StaffId,
      { kind, channel, to }: { kind: SenderKind; channel: OutboundChannel; to: string },
    ): Promise<{ isSent: boolean; at: number }> {
      const row = get(db, kind)
      if (!CHANNELS_OF[kind].includes(channel)) throw notFound('channel')
      const isMail = channel === 'email'
      if (isMail !== to.includes('@')) throw refusal(toOutboxProblem('recipient-invalid', { sender: kind }))
      const provider = open(row)
      if (!('send' in provider)) throw refusal(provider)
      const { subject, body } = testWords(by)
      const message: OutgoingMessage = {
        ...{ id: `test:${newId()}` as OutboundId, channel, address: to, subject, body, html: null, template: null },
        ...{ attachments: [], isCommercial: false },
      }
      const outcome = await provider.send(message, AbortSignal.timeout(180_000))
      transact(db, tx => port.noteOutcome(tx, kind, outcome.kind === 'sent' ? null : outcome.problem))
      if (outcome.kind !== 'sent' && outcome.kind !== 'unknown') throw refusal(outcome.problem)
      return { isSent: outcome.kind === 'sent', at: clock.now() }
    },

    async fetchTemplates(by: StaffId): Promise<{ found: number; changed: number }> {
      const provider = open(get(db, 'twilio'))
      if (!('send' in provider)) throw refusal(provider)
      const found = (await provider.listTemplates?.(AbortSignal.timeout(120_000))) ?? []
      if ('kind' in found) throw refusal(found)
      const changed = transact(db, tx => {
        audit(tx, by, 'templates_fetched', 'twilio')
        return storeTemplates(tx, found)
      })
      return { found: found.length, changed }
    },

    async remove(by: StaffId, kind: SenderKind): Promise<SenderCard[]> {
      transact(db, tx => {
        get(tx, kind)
        secrets.delete(tx, secretName(kind))
        tx.delete(table).where(eq(table.kind, kind)).run()
        const [rival] = rivalsOf(tx, kind)
        if (rival) chooseWithin(tx, rival.kind)
        audit(tx, by, 'removed', kind)
      })
      return service.list()
    },
  }

  return { port, service }
}
export type SenderService = ReturnType<typeof createSenders>['service']

/** Twilio without a number for WhatsApp carries none. */
function canCarry({ kind, settings }: SenderRow, channel: OutboundChannel): boolean {
  if (!CHANNELS_OF[kind].includes(channel)) return false
  if (settings.kind !== 'twilio') return true
  const { smsFrom, messagingServiceSid, whatsappFrom } = settings
  return channel === 'sms' ? (smsFrom ?? messagingServiceSid) !== null : whatsappFrom !== null
}

function priceOf({ priceMicros, currency }: SenderRow): SegmentCost | null {
  return priceMicros === null || currency === null ? null : { micros: priceMicros, currency }
}

function refusal(problem: OutboxProblem): DomainError {
  return new DomainError('SENDER_REFUSED', { problem })
}
