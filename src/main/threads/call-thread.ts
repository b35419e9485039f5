import { Worker } from 'node:worker_threads'

/** What a thread says to whoever called it. */
export type FromThread = { kind: 'done'; output: unknown } | { kind: 'failed'; error: unknown }

/**
 * Runs one task on a thread of its own. Aborted, it rejects at once and the thread ends in the middle of whatever it does: what it
 * does to the database must stand in transactions. The build lays the workers beside their callers, as JavaScript.
 */
export async function callThread<Output>(
  worker: URL,
  call: { task: string; input: unknown },
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<Output> {
  signal?.throwIfAborted()
  const thread = new Worker(worker, { workerData: call })
  try {
    return await new Promise<Output>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      thread.on('message', (said: FromThread) => {
        if (said.kind === 'done') resolve(said.output as Output)
        else if (said.kind === 'failed') reject(said.error)
      })
      thread.once('error', reject)
      thread.once('exit', code => reject(new Error(`The thread ended with ${code} and said nothing`)))
    })
  } finally {
    void thread.terminate()
  }
}
