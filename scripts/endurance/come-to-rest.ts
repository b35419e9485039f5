import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openReadOnly } from './checks/stored.ts'
import type { Desk } from './desk.ts'

const QUIET_WITHIN_MS = 180_000
const LOOK_EVERY_MS = 250

/** One last start, left alone until everything has been said and told; then it sweeps, and ends as a person ends it. */
export async function comeToRest(desk: Desk): Promise<void> {
  const { office, token } = desk
  await office.start()
  const deadline = performance.now() + QUIET_WITHIN_MS
  while (!(await isQuiet(desk)) && performance.now() < deadline) await sleep(LOOK_EVERY_MS)
  if (!office.isRunning) throw new Error(`Santral ended by itself:\n${office.lastWords}`)
  const { rpc, close } = await office.connect(token)
  await rpc.diagnostics.runNow({ name: 'files.sweep' })
  close()
  await office.kill('SIGTERM')
}

async function isQuiet({ control, folder }: Desk): Promise<boolean> {
  const { fromContacts } = await control.record()
  if (fromContacts.some(({ receiptedAt }) => receiptedAt === null)) return false
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
           + (SELECT count(*) FROM jobs WHERE schedule IS NULL AND name <> 'files.forget-removed' AND state <> 'failed')
           AS count`,
      )
      .get()
    return open?.count === 0
  } finally {
    sqlite.close()
  }
}
