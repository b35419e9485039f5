import { eq } from 'drizzle-orm'
import { LastRestore } from '#shared/domain/backup.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import { asideFolderOf, findUntoldRestore, type RestorePlan } from '../../db/staged-restore.ts'
import type { Clock } from '../../ports/clock.ts'
import { recordAudit } from '../audit/audit.ts'
import { settings } from '../settings/schema.ts'
import { staff } from '../staff/schema.ts'

/** Kept among the office's settings, but not for anybody to edit. */
const LAST_RESTORE = 'lastRestore'

/**
 * After a database took the place of another: says so in its log, and gives up what waited to be sent when it was copied. Done
 * before anything runs by itself, and once: the note goes only when this is committed.
 */
export function noteRestored({
  db,
  clock,
  dataFolder,
  giveUpSending,
}: {
  db: Db
  clock: Clock
  dataFolder: string
  giveUpSending: (tx: Db) => void
}): void {
  const untold = findUntoldRestore(dataFolder)
  if (!untold) return
  const { plan, forget } = untold
  transact(db, tx => {
    if (findLastRestore(tx)?.at === plan.askedAt) return
    giveUpSending(tx)
    saveLastRestore(tx, toLastRestore(plan, dataFolder), clock.now())
    recordAudit(tx, clock, {
      staffId: findStaff(tx, plan.askedBy),
      action: plan.salvage ? 'backup.salvaged' : 'backup.restored',
      subjectKind: 'backup',
      subjectId: null,
      after: { backup: plan.backup?.name ?? null, saved: plan.salvage?.tables ?? null },
    })
  })
  forget()
}

export function findLastRestore(db: Db): LastRestore | null {
  const row = db.select({ value: settings.value }).from(settings).where(eq(settings.name, LAST_RESTORE)).get()
  return LastRestore.safeParse(row?.value).data ?? null
}

function toLastRestore(plan: RestorePlan, dataFolder: string): LastRestore {
  return {
    at: plan.askedAt,
    backupMadeAt: plan.backup?.madeAt ?? null,
    asideFolder: asideFolderOf(dataFolder, plan),
  }
}

function saveLastRestore(tx: Db, value: LastRestore, updatedAt: number): void {
  tx.insert(settings)
    .values({ name: LAST_RESTORE, value, updatedAt })
    .onConflictDoUpdate({ target: settings.name, set: { value, updatedAt } })
    .run()
}

/** Whoever asked may not have worked here yet when the backup was made. */
function findStaff(tx: Db, id: string | null): StaffId | null {
  if (id === null) return null
  const row = tx
    .select({ id: staff.id })
    .from(staff)
    .where(eq(staff.id, id as StaffId))
    .get()
  return row?.id ?? null
}
