import { parentPort, workerData } from 'node:worker_threads'
import type { FromThread } from './call-thread.ts'

type Task = (input: never) => Promise<unknown>

/** The other end of `callThread`: does the one task that this thread was made for. */
export async function serveThread(tasks: Readonly<Record<string, Task>>): Promise<void> {
  const { task, input } = workerData as { task: string; input: never }
  const say = (message: FromThread) => parentPort?.postMessage(message)
  try {
    const doing = tasks[task]?.(input)
    if (doing === undefined) throw new Error(`There is no task named ${task}`)
    say({ kind: 'done', output: await doing })
  } catch (error) {
    say({ kind: 'failed', error: toPlain(error) })
  }
}

/** An error loses its class on the way between threads; its name and what it is about come along. */
function toPlain(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack } = error
  const plain = { name, message, stack }
  return 'kind' in error ? { ...plain, kind: error.kind } : plain
}
