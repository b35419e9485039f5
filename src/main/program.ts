import type { FileRequests } from './features/files/file-requests.ts'
import { createLogger } from './logging/logger.ts'
import type { RpcPort, RpcServer } from './rpc/rpc-server.ts'

const log = createLogger('program')

/** How long an answer takes to be on its way. */
const ANSWER_MS = 100

/** What pages talk to: the application, or the recovery in its place. */
export interface Life {
  readonly rpc: Pick<RpcServer, 'servePort' | 'serveSocket'>
  readonly files: FileRequests
  start(): void
  stop(): Promise<void>
}

/**
 * One life after the other over one window and one address: a restore needs the database closed, and what cannot be opened is
 * recovered first. `begin` is called anew for each; what keeps a later one from beginning is told by `onFailure`.
 */
export function createProgram({
  begin,
  onFailure,
}: {
  begin: (program: { restart: () => void }) => Life
  onFailure: (error: unknown) => void
}) {
  const connections = new Set<() => void>()
  let life: Life | undefined
  let turning: Promise<void> | undefined
  let isStopped = false

  async function endLife(): Promise<void> {
    const ending = life
    life = undefined
    for (const close of [...connections]) close()
    connections.clear()
    await ending?.stop()
  }

  /** Not at once: whoever asks for it is a page of the life that ends, and is answered first. */
  function restart(): void {
    turning ??= new Promise<void>(resolve => setTimeout(resolve, ANSWER_MS))
      .then(endLife)
      .then(() => {
        if (isStopped) return
        life = begin({ restart })
        life.start()
      })
      .catch((error: unknown) => {
        log.error({ error }, 'the program cannot begin anew')
        onFailure(error)
      })
      .finally(() => {
        turning = undefined
      })
  }

  function keep(onClose: (listener: () => void) => void, close: () => void): void {
    connections.add(close)
    onClose(() => connections.delete(close))
  }

  return {
    /** The first life; throws what keeps it from beginning. It does nothing by itself before `start`. */
    open(): void {
      life = begin({ restart })
    },

    start(): void {
      life?.start()
    },

    /** Between two lives nobody answers; a page tries again by itself. */
    rpc: {
      servePort(port: RpcPort) {
        if (!life) return port.close()
        keep(
          listener => port.on('close', listener),
          () => port.close(),
        )
        life.rpc.servePort(port)
      },
      serveSocket(socket) {
        if (!life) return socket.terminate()
        keep(
          listener => socket.on('close', listener),
          () => socket.terminate(),
        )
        life.rpc.serveSocket(socket)
      },
    } satisfies Life['rpc'],

    files: {
      answer: request =>
        life?.files.answer(request) ??
        Promise.resolve({ status: 503, headers: { 'Cache-Control': 'no-store' }, body: null }),
    } satisfies FileRequests,

    async stop(): Promise<void> {
      isStopped = true
      await turning
      await endLife()
    },
  }
}
