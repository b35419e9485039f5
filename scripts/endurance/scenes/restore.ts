import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FileId, type LeadId, newId } from '#shared/domain/ids.ts'
import { parseBackupName } from '../../../src/main/db/backup-names.ts'
import type { Random } from '../../demo/random.ts'
import { checkBackups } from '../checks/backups.ts'
import { checkUsable, checkWhole } from '../checks/database.ts'
import { checkContents } from '../checks/media.ts'
import { openReadOnly } from '../checks/stored.ts'
import { contentOf, type Rpc } from '../desk.ts'
import { ADMIN, foundOffice } from '../found-office.ts'
import { OfficeProcess } from '../office-process.ts'
import type { Verdict } from '../verdict.ts'
import type { AloneWorld } from './alone.ts'

/** What the backup holds, and what came after it. */
const BEFORE = 30
const AFTER = 8
const KILLS_PER_FOLDER = 10
/** So small an office is restored in about that: its own backup first, then the other one, then the swap and the new start. */
const LONGEST_RESTORE_MS = 1_200
const LONGEST_START_MS = 600
const RESTORED_WITHIN_MS = 60_000

/**
 * A restore is asked for and killed under way, in its first part or in the swap at the start that follows. What stands there then is
 * the office of the backup or the office before it, whole, and never a piece of each.
 */
export async function runRestore({ rounds, ...world }: AloneWorld): Promise<void> {
  for (let left = rounds; left > 0; left -= KILLS_PER_FOLDER) {
    await new RestoredOffice(world).run(Math.min(left, KILLS_PER_FOLDER))
  }
}

class RestoredOffice {
  readonly #folder = mkdtempSync(join(tmpdir(), 'santral-restore-'))
  // The discard port: there is no WhatsApp here.
  readonly #office = new OfficeProcess({ SANTRAL_DATA_DIR: this.#folder, SANTRAL_WHATSAPP_URL: 'ws://127.0.0.1:9' })
  readonly #random: Random
  readonly #verdict: Verdict
  readonly #report: (line: string) => void
  /** The records of the backup, and those of the office as it was last. */
  #inBackup = new Set<string>()
  #now = new Set<string>()
  #backup = ''

  constructor({ random, verdict, report }: Omit<AloneWorld, 'rounds'>) {
    this.#random = random
    this.#verdict = verdict
    this.#report = report
  }

  get #about() {
    return { verdict: this.#verdict, scene: 'restore' as const }
  }

  async run(kills: number): Promise<void> {
    try {
      await this.#moveIn()
      for (let kill = 0; kill < kills; kill += 1) {
        await this.#killInRestore()
        this.#look()
        if (existsSync(join(this.#folder, 'restore')) && kill + 1 < kills) {
          kill += 1
          await this.#killInSwap()
          this.#look()
        }
      }
      await this.#restoreAtLast()
      this.#checkSetAside()
      checkBackups(join(this.#folder, 'backups'), this.#about)
    } finally {
      await this.#office.kill()
      rmSync(this.#folder, { recursive: true, force: true })
    }
  }

  async #moveIn(): Promise<void> {
    await this.#office.start()
    const { rpc, close } = await this.#office.connect(null)
    await foundOffice(rpc)
    await this.#add(rpc, BEFORE)
    this.#inBackup = new Set(this.#now)
    await rpc.backups.make()
    while ((await rpc.backups.progress()) !== null) await sleep(20)
    this.#backup = (await rpc.backups.overview()).backups[0]?.name ?? ''
    await this.#add(rpc, AFTER)
    close()
    await this.#office.kill()
  }

  /** Records, every third with a file. */
  async #add(rpc: Rpc, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const id = newId<LeadId>()
      const details = { phoneNumber: null, email: null, countryCode: null, language: null, city: null }
      await rpc.leads.create({ id, name: `Restore ${this.#now.size}`, ...details })
      this.#now.add(id)
      if (index % 3 !== 0) continue
      const bytes = contentOf(id, 5_000, Buffer.from('%PDF-1.7\n'))
      const fileId = newId<FileId>()
      const file = { id: fileId, leadId: id, purpose: 'lead-file' as const, name: 'a.pdf', mime: 'application/pdf' }
      const { url } = await rpc.files.startUpload({ ...file, size: bytes.length })
      await this.#office.upload(url, [bytes], 0, new AbortController().signal)
      await rpc.files.finishUpload({ id: fileId })
    }
  }

  async #ask(): Promise<void> {
    await this.#office.start()
    const { rpc, close } = await this.#office.connect(null)
    await rpc.session.signIn({ email: ADMIN.email, password: ADMIN.password })
    // After a restore there is something again that the backup does not have.
    if (this.#now.size === this.#inBackup.size) await this.#add(rpc, AFTER)
    await rpc.backups.restore({ place: 'default', name: this.#backup })
    close()
  }

  async #killInRestore(): Promise<void> {
    await this.#ask()
    const life = this.#random.whole(0, LONGEST_RESTORE_MS)
    await sleep(life)
    await this.#office.kill()
    this.#verdict.tally('restore').kills += 1
    this.#report(`restore: killed ${life} ms after it was asked for`)
  }

  async #killInSwap(): Promise<void> {
    const life = this.#random.whole(0, LONGEST_START_MS)
    const started = this.#office.start().catch(() => {})
    await sleep(life)
    await this.#office.kill()
    await started
    this.#verdict.tally('restore').kills += 1
    this.#report(`restore: killed ${life} ms after a start that swaps`)
  }

  /** Between two renames there may be no database at all: the next start finishes it. */
  #look(): void {
    this.#verdict.meet('restore', this.#where())
    checkUsable(this.#folder, this.#about)
    const there = this.#read()
    if (there === undefined) {
      if (!existsSync(join(this.#folder, 'restore', 'santral.db'))) {
        this.#verdict.fault('restore', 'lost', 'neither database is there')
      }
      return
    }
    if (isSame(there, this.#inBackup)) this.#now = new Set(there)
    else if (!isSame(there, this.#now)) this.#verdict.fault('restore', 'wrong', 'a piece of each office')
  }

  #where(): string {
    const has = (name: string) => existsSync(join(this.#folder, name))
    if (has('restore')) return has('santral.db') ? 'ready to be swapped' : 'in the middle of the swap'
    if (has('restore.partial')) return 'while it was prepared'
    return has('restored.json') ? 'swapped and not told' : 'before or after'
  }

  #read(): Set<string> | undefined {
    const file = join(this.#folder, 'santral.db')
    if (!existsSync(file)) return undefined
    const sqlite = openReadOnly(file)
    const rows = sqlite.prepare<[], { id: string }>('SELECT id FROM leads').all()
    sqlite.close()
    return new Set(rows.map(({ id }) => id))
  }

  async #restoreAtLast(): Promise<void> {
    await this.#ask()
    const deadline = performance.now() + RESTORED_WITHIN_MS
    while (!isSame(this.#read() ?? new Set(), this.#inBackup) && performance.now() < deadline) await sleep(100)
    await this.#office.kill('SIGTERM')
    await this.#office.start()
    await this.#office.kill('SIGTERM')
    const there = this.#read()
    if (!there || !isSame(there, this.#inBackup)) this.#verdict.fault('restore', 'lost', 'the backup is not restored')
    checkUsable(this.#folder, this.#about)
    const left = readdirSync(this.#folder).filter(name => name.startsWith('restore'))
    for (const name of left) this.#verdict.fault('restore', 'wrong', `${name} is still there`)
  }

  /** What a restore replaced is kept, and can be opened. */
  #checkSetAside(): void {
    const aside = join(this.#folder, 'set-aside')
    for (const name of existsSync(aside) ? readdirSync(aside) : []) {
      const sqlite = openReadOnly(join(aside, name, 'santral.db'))
      checkWhole(sqlite, this.#about)
      sqlite.close()
    }
    const backups = readdirSync(join(this.#folder, 'backups')).filter(name => parseBackupName(name))
    if (!backups.includes(this.#backup)) this.#verdict.fault('restore', 'lost', 'the backup itself is gone')
    const sqlite = openReadOnly(join(this.#folder, 'santral.db'))
    checkContents(sqlite, join(this.#folder, 'files'), this.#about)
    sqlite.close()
  }
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every(id => other.has(id))
}
