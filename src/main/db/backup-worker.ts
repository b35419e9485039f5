import { parentPort, workerData } from 'node:worker_threads'
import { toBackupTrouble } from './backup-problem.ts'
import { type BackupTaskName, backupTasks } from './backup-tasks.ts'
import type { FromWorker } from './run-backup-task.ts'

// One task, one thread: SQLite copies and checks a gigabyte in one go, and nobody may wait for that.

const { task, input } = workerData as { task: BackupTaskName; input: never }

function say(what: FromWorker): void {
  parentPort?.postMessage(what)
}

try {
  say({ kind: 'done', output: backupTasks[task](input, step => say({ kind: 'step', step })) })
} catch (error) {
  say({ kind: 'failed', trouble: toBackupTrouble(error), error })
}
