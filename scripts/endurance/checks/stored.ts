import Database from 'better-sqlite3'
import type { SimulatorControl } from '../../../simulators/whatsapp/control-client.ts'
import type { Ledger } from '../ledger.ts'
import type { SceneName } from '../plan.ts'
import type { Verdict } from '../verdict.ts'

/** What is compared: what the office has, what WhatsApp has, and what was asked of the office. The program must not be running. */
export interface Evidence {
  readonly folder: string
  readonly sqlite: Database.Database
  readonly control: SimulatorControl
  readonly record: Awaited<ReturnType<SimulatorControl['record']>>
  readonly ledger: Ledger
  readonly verdict: Verdict
}

export interface StoredMessage {
  readonly id: string
  readonly external_id: string
  readonly direction: 'in' | 'out'
  readonly kind: string
  readonly body: string
  readonly status: string
  readonly edited_at: number | null
  readonly deleted_at: number | null
  readonly read_at: number | null
  readonly is_receipt_due: 0 | 1
  readonly phone: string | null
}

export function openReadOnly(file: string): Database.Database {
  return new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 })
}

export function listMessages(sqlite: Database.Database): StoredMessage[] {
  return sqlite
    .prepare<[], StoredMessage>(
      `SELECT m.id, m.external_id, m.direction, m.kind, m.body, m.status, m.edited_at, m.deleted_at, m.read_at,
         m.is_receipt_due,
         (SELECT value FROM lead_identities i WHERE i.lead_id = m.lead_id AND i.kind = 'phone') AS phone
       FROM messages m ORDER BY m.seq`,
    )
    .all()
}

export function countRows(sqlite: Database.Database, query: string): number {
  return sqlite.prepare<[], { count: number }>(query).get()?.count ?? 0
}

export const sceneOfHeard = ({ heard }: Ledger, id: string): SceneName => heard.get(id)?.scene ?? 'talk'
