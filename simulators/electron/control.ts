import { ChromiumGone } from './chrome-devtools.ts'

/** What reached the desktop, such as a link opened or a notice shown. */
export interface Happening {
  what: string
  data: unknown
}

export interface Command {
  id: number
  name: string
  values: unknown[]
}

export type ToTest = { happening: Happening } | { answerTo: number; value?: unknown; problem?: string }

type Action = (...values: never[]) => unknown

const actions = new Map<string, Action>()

/** Tells the test, when one is listening. */
export function happened(what: string, data: unknown = null): void {
  tell({ happening: { what, data } })
}

/** What the double cannot do, or did wrong: for the test, and for whoever reads along. */
export function reportProblem(problem: unknown): void {
  if (problem instanceof ChromiumGone) return
  const text = problem instanceof Error ? (problem.stack ?? String(problem)) : String(problem)
  process.stderr.write(`Electron double: ${text}\n`)
  happened('problem', text)
}

/** Lets the test play the person or the system: click a notice, move a window, go to sleep. */
export function onCommand(name: string, action: Action): void {
  actions.set(name, action)
}

export function listenToTest(): void {
  process.on('message', (message: Partial<Command>) => {
    // A program written for a test may have messages of its own.
    if (message.name !== undefined) void answer(message as Command)
  })
  // A test that ended in the middle leaves nothing behind.
  process.once('disconnect', () => process.exit(1))
  // The channel alone does not keep the program running.
  process.channel?.unref()
}

async function answer({ id, name, values }: Command): Promise<void> {
  try {
    const action = actions.get(name)
    if (!action) throw new Error(`The Electron double knows no command ${name}`)
    tell({ answerTo: id, value: await action(...(values as never[])) })
  } catch (error) {
    tell({ answerTo: id, problem: String(error) })
  }
}

function tell(message: ToTest): void {
  if (process.connected) process.send?.(message)
}
