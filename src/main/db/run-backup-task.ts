import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { BackupProgress, BackupTrouble } from '#shared/domain/backup.ts'
import type { BackupStep } from './backup-folder.ts'
import { BackupProblem } from './backup-problem.ts'
import type { BackupTaskName, BackupTasks } from './backup-tasks.ts'

export type FromWorker =
  | { kind: 'step'; step: BackupStep }
  | { kind: 'done'; output: unknown }
  | { kind: 'failed'; trouble: BackupTrouble; error: unknown }

/** How often it is looked how far a copy has grown. */
const LOOK_EVERY = 250

// The build lays the worker beside its caller, as JavaScript.
const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './backup-worker.ts' : './backup-worker.js',
  import.meta.url,
)

/**
 * Runs a task on a thread of its own. What goes wrong comes back as a BackupProblem. Aborted, it rejects at once; the thread ends as
 * soon as SQLite lets go, and leaves nothing under a good name.
 */
export async function runBackupTask<Name extends BackupTaskName>(
  task: Name,
  input: BackupTasks[Name]['input'],
  {
    onProgress = () => {},
    signal,
  }: { onProgress?: (progress: BackupProgress) => void; signal?: AbortSignal | undefined } = {},
): Promise<BackupTasks[Name]['output']> {
  signal?.throwIfAborted()
  const worker = new Worker(workerFile, { workerData: { task, input } })
  let stopWatching = () => {}
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.on('message', (said: FromWorker) => {
        if (said.kind === 'done') resolve(said.output as BackupTasks[Name]['output'])
        else if (said.kind === 'failed') reject(new BackupProblem(said.trouble, { cause: said.error }))
        else {
          stopWatching()
          stopWatching = tell(said.step, onProgress)
        }
      })
      worker.once('error', error => reject(new BackupProblem({ kind: 'unexpected' }, { cause: error })))
      worker.once('exit', () => reject(new BackupProblem({ kind: 'unexpected' })))
    })
  } finally {
    stopWatching()
    void worker.terminate()
  }
}

/** Returns how to stop telling. */
function tell(step: BackupStep, onProgress: (progress: BackupProgress) => void): () => void {
  if (step.step === 'files' || step.step === 'salvaging') {
    onProgress({ step: step.step, percent: step.of === 0 ? 100 : Math.round((step.done / step.of) * 100) })
  } else if (step.step === 'copying') {
    onProgress({ step: 'copying', percent: 0 })
    return watchGrowth(step, percent => onProgress({ step: 'copying', percent }))
  } else onProgress({ step: step.step, percent: null })
  return () => {}
}

/** SQLite copies in one go and says nothing on the way; its file does. */
function watchGrowth({ growing, bytes }: { growing: string; bytes: number }, tellPercent: (percent: number) => void) {
  const timer = setInterval(() => {
    stat(growing).then(
      ({ size }) => tellPercent(Math.min(99, Math.round((size / bytes) * 100))),
      // Not there yet, or there no more under this name.
      () => {},
    )
  }, LOOK_EVERY)
  return () => clearInterval(timer)
}
