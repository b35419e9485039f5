import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import type { SceneName } from '../plan.ts'
import type { Verdict } from '../verdict.ts'
import type { Evidence } from './stored.ts'

/** Every content that was sent is the one that is here, and the one that the other side has. */
export async function checkMedia({ sqlite, control, record, ledger, verdict }: Evidence): Promise<void> {
  const byExternalId = sqlite.prepare<[string], { state: string; error: string | null; sha256: string | null }>(
    `SELECT a.state, a.error, a.sha256 FROM attachments a JOIN messages m ON m.id = a.message_id WHERE m.external_id = ?`,
  )
  for (const [id, { scene, sha256 }] of ledger.heard) {
    if (sha256 === null) continue
    verdict.tally(scene).media += 1
    const [file, second] = byExternalId.all(id)
    if (second) verdict.fault(scene, 'doubled', `${id}: has two files`)
    if (!file) verdict.fault(scene, 'lost', `${id}: came without its content`)
    else if (file.state !== 'ready') verdict.fault(scene, 'lost', `${id}: its content is ${file.state}, ${file.error}`)
    else if (file.sha256 !== sha256) verdict.fault(scene, 'wrong', `${id}: has another content`)
  }
  const sentId = sqlite.prepare<[string], { external_id: string }>(`SELECT external_id FROM messages WHERE id = ?`)
  for (const { id, scene, body, sha256 } of ledger.written) {
    const externalId = sha256 === null ? undefined : sentId.get(id)?.external_id
    const arrival = record.fromOffice.find(message => message.id === externalId)
    if (!arrival) continue
    verdict.tally(scene).media += 1
    const { bytes } = await control.call('openMedia', { contact: arrival.contact, id: arrival.id })
    const isWhole = createHash('sha256').update(Buffer.from(bytes, 'base64')).digest('hex') === sha256
    if (!isWhole) verdict.fault(scene, 'wrong', `${body}: they have another content`)
  }
}

/** Every content that a row refers to is on the disk, and is what its name says. */
export function checkContents(
  sqlite: Database.Database,
  filesFolder: string,
  { verdict, scene }: { verdict: Verdict; scene: SceneName },
): void {
  for (const sha256 of listReferred(sqlite)) {
    const file = join(filesFolder, sha256.slice(0, 2), sha256)
    if (!existsSync(file)) verdict.fault(scene, 'unusable', `the content ${sha256.slice(0, 8)} is not on the disk`)
    else if (createHash('sha256').update(readFileSync(file)).digest('hex') !== sha256) {
      verdict.fault(scene, 'unusable', `the content ${sha256.slice(0, 8)} is not what it was`)
    }
  }
}

/** After the sweep: nothing lies about that no row refers to, and no half of a file. */
export function checkNothingLeftOver(sqlite: Database.Database, filesFolder: string, verdict: Verdict): void {
  const referred = new Set(listReferred(sqlite))
  for (const entry of existsSync(filesFolder)
    ? readdirSync(filesFolder, { recursive: true, withFileTypes: true })
    : []) {
    if (!entry.isFile() || referred.has(entry.name)) continue
    verdict.fault('jobs', 'wrong', `the content ${entry.name.slice(0, 8)} is nobody's and still there`)
  }
}

function listReferred(sqlite: Database.Database): string[] {
  return sqlite
    .prepare<[], { sha256: string }>(
      `SELECT sha256 FROM attachments WHERE sha256 IS NOT NULL UNION SELECT sha256 FROM file_uploads WHERE sha256 IS NOT NULL`,
    )
    .all()
    .map(({ sha256 }) => sha256)
}
