import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openReadOnly } from './checks/stored.ts'
import type { Desk } from './desk.ts'

/** As long as something moves it is waited for: a busy machine is no fault. */
const STANDS_STILL_MS = 150_000
const LOOK_EVERY_MS = 250
/** Jobs that are for a later hour from the beginning. */
const PLANNED = `'files.forget-removed', 'speed-to-lead.escalate', 'privacy.erase-words'`

/** One last start, left alone until everything has been said and told; then it sweeps, and ends as a person ends it. */
export async function comeToRest(desk: Desk): Promise<void> {
  const { office, token } = desk
  await office.start()
  let [left, movedAt] = [-1, performance.now()]
  while (left !== 0 && performance.now() - movedAt < STANDS_STILL_MS) {
    const now = await countOpen(desk)
    if (now !== left) [left, movedAt] = [now, performance.now()]
    if (left !== 0) await sleep(LOOK_EVERY_MS)
  }
  if (!office.isRunning) throw new Error(`Santral ended by itself:\n${office.lastWords}`)
  const { rpc, close } = await office.connect(token)
  await rpc.diagnostics.runNow({ name: 'files.sweep' })
  close()
  await office.kill('SIGTERM')
}

async function countOpen({ control, folder }: Desk): Promise<number> {
  const { fromContacts } = await control.record()
  const unreceipted = fromContacts.filter(({ receiptedAt }) => receiptedAt === null).length
  const sqlite = openReadOnly(join(folder, 'santral.db'))
  try {
    // What is planned for a later hour is no unrest; what was taken out of sight goes some minutes later.
    const open = sqlite
      .prepare<[], { count: number }>(
        `SELECT (SELECT count(*) FROM messages WHERE direction = 'out' AND status <> 'read')
           + (SELECT count(*) FROM messages WHERE is_receipt_due = 1)
           + (SELECT count(*) FROM whatsapp_journal WHERE state = 'received')
           + (SELECT count(*) FROM message_changes WHERE state = 'waiting')
           + (SELECT count(*) FROM attachments WHERE state IN ('pending', 'transferring'))
           + (SELECT count(*) FROM conversations WHERE block_state IS NOT NULL)
           + (SELECT count(*) FROM jobs WHERE schedule IS NULL AND name NOT IN (${PLANNED}) AND state <> 'failed')
           AS count`,
      )
      .get()
    return unreceipted + (open?.count ?? 0)
  } finally {
    sqlite.close()
  }
}
