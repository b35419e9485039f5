import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parse } from 'csv-parse'
import { asc, gt } from 'drizzle-orm'
import type { IysImport } from '#shared/contract/privacy.ts'
import type { ConsentChannel, ConsentSource } from '#shared/domain/consent.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { recordAudit } from '../audit/audit.ts'
import type { ConsentLedger } from '../consents/ledger.ts'
import { consents } from '../consents/schema.ts'
import type { SettingsService } from '../settings/service.ts'

/** The columns of İYS' own files. */
const COLUMNS = ['recipient', 'type', 'source', 'status', 'consentDate', 'recipientType'] as const

/** İYS knows no WhatsApp: it is neither reported nor taken from there, except that who refuses messages is not written to at all. */
const TYPES = { sms: 'MESAJ', phone: 'ARAMA', email: 'EPOSTA' } as const
const CHANNELS: Readonly<Record<string, readonly ConsentChannel[]>> = {
  MESAJ: ['sms', 'whatsapp'],
  ARAMA: ['phone'],
  EPOSTA: ['email'],
}

const SOURCES: Readonly<Record<ConsentSource, string>> = {
  form: 'HS_WEB',
  chat: 'HS_MESAJ',
  call: 'HS_CAGRI_MERKEZI',
  paper: 'HS_ISLAK_IMZA',
  import: 'HS_FIZIKSEL_ORTAM',
  unsubscribe: 'HS_EORTAM',
  iys: 'HS_EORTAM',
  suppression: 'HS_EORTAM',
}

/** Turkey has kept one time the whole year round since 2016. */
const TURKISH_OFFSET = 3 * 3_600_000
const DATE = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/u
const BATCH = 500
/** Of what comes in: recording asks several indexes for each row, and everything else waits meanwhile. */
const BATCH_IN = 40
const PIECE = 32_768

function turkishTime(at: number): string {
  return new Date(at + TURKISH_OFFSET).toISOString().slice(0, 19).replace('T', ' ')
}

function parseTurkishTime(text: string): number | null {
  const [, year, month, day, hour, minute, second = '00'] = DATE.exec(text.trim()) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at) ? null : at - TURKISH_OFFSET
}

/** What the office knows of phones and e-mails, line by line as İYS takes it. */
export async function* writeIysFile(db: Db): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\ufeff${COLUMNS.join(',')}\r\n`)
  let after = ''
  for (;;) {
    const rows = db.select().from(consents).where(gt(consents.id, after)).orderBy(asc(consents.id)).limit(BATCH).all()
    const last = rows.at(-1)
    if (!last) return
    after = last.id
    const lines = rows.flatMap(row => {
      const type = row.channel === 'whatsapp' ? undefined : TYPES[row.channel]
      if (type === undefined || row.brandId !== null || row.state === 'unknown') return []
      const status = row.state === 'granted' ? 'ONAY' : 'RET'
      // What the register itself said last, it knows better from where.
      const source = (row.source === 'iys' ? row.iysSource : null) ?? SOURCES[row.source]
      return [[row.address, type, source, status, turkishTime(row.changedAt), row.iysRecipientType].join(',')]
    })
    if (lines.length > 0) yield Buffer.from(`${lines.join('\r\n')}\r\n`)
  }
}

/** Takes what İYS says. A refusal counts at once; a grant never lifts what somebody refused here. */
export async function readIysFile(
  {
    db,
    clock,
    ledger,
    settings,
  }: { db: Db; clock: Clock; ledger: ConsentLedger; settings: Pick<SettingsService, 'current'> },
  by: StaffId,
  csv: string,
): Promise<IysImport> {
  const parser = parse({
    bom: true,
    columns: true,
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  })
  const result: IysImport = { rows: 0, recorded: 0, unchanged: 0, unreadable: [] }

  function recordAll(records: readonly Record<string, string>[]): void {
    transact(db, tx => {
      for (const record of records) {
        result.rows += 1
        const line = result.rows + 1
        const said = parseRecord(record, settings.current().defaultCountry)
        if (!said) {
          result.unreadable.push(line)
          continue
        }
        const { address, channels, action, at, iys } = said
        const recorded = channels.filter(channel =>
          ledger.record(tx, {
            ...{ address, channel, action, at, brandId: null, staffId: by },
            source: 'iys',
            reference: iys.iysSource,
            iys,
            onceKey: `iys:${address.value}:${channel}:${action}:${at}`,
          }),
        )
        if (recorded.length > 0) result.recorded += 1
        else result.unchanged += 1
      }
    })
  }

  let waiting: Record<string, string>[] = []
  for await (const record of Readable.from(piecesOf(csv)).pipe(parser) as AsyncIterable<Record<string, string>>) {
    waiting.push(record)
    if (waiting.length < BATCH_IN) continue
    recordAll(waiting)
    waiting = []
    await nextTurn()
  }
  recordAll(waiting)
  transact(db, tx => {
    const { rows, recorded, unchanged } = result
    const after = { rows, recorded, unchanged }
    recordAudit(tx, clock, { staffId: by, action: 'iys.imported', subjectKind: 'consent', subjectId: null, after })
  })
  return result
}

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE)
}

function parseRecord(record: Record<string, string>, defaultCountry: string) {
  const field = (name: string) => record[name]?.trim() ?? ''
  const channels = CHANNELS[field('type').toUpperCase()]
  const status = field('status').toUpperCase()
  const at = parseTurkishTime(field('consentDate'))
  if (!channels || at === null || (status !== 'ONAY' && status !== 'RET')) return null
  const recipient = field('recipient')
  const isEmail = channels.includes('email')
  const value = isEmail ? recipient.toLowerCase() : toE164(recipient, defaultCountry)
  if (value === null || value === '' || isEmail !== value.includes('@')) return null
  const action = status === 'ONAY' ? ('granted' as const) : ('refused' as const)
  return {
    address: { kind: isEmail ? ('email' as const) : ('phone' as const), value },
    // A grant for messages says nothing about WhatsApp; a refusal does.
    channels: action === 'granted' ? channels.filter(channel => channel !== 'whatsapp') : channels,
    action,
    at,
    iys: {
      iysSource: field('source') || null,
      iysRecipientType: field('recipientType').toUpperCase() === 'TACIR' ? ('TACIR' as const) : ('BIREYSEL' as const),
    },
  }
}
