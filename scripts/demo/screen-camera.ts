import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { Contract } from '#shared/contract/index.ts'
import { cookieOf } from '../../src/main/browser/access.ts'

/**
 * What a phone's camera would see: calls back with the QR code that the application shows now, and null when it shows none. It is a page
 * of the application like any other, signed in, over the same contract. Ends when the application ends, or on `signal`.
 */
export async function watchQrCode(options: {
  origin: string
  cookieKey: string
  email: string
  password: string
  signal: AbortSignal
  onQr: (qr: string | null) => Promise<unknown>
}): Promise<void> {
  const { origin, email, password, signal, onQr } = options
  const headers = { Cookie: cookieOf(options.cookieKey), Origin: origin }
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers })
  signal.addEventListener('abort', () => socket.terminate(), { once: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const rpc: ContractRouterClient<Contract> = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  )
  try {
    await rpc.system.hello({ contract: CONTRACT_VERSION, sessionToken: null })
    await rpc.session.signIn({ email, password })
    const look = async () => {
      const accounts = await rpc.channelAccounts.list()
      await onQr(accounts.map(({ link }) => (link.kind === 'pairing' ? link.qr : null)).find(Boolean) ?? null)
    }
    const updates = await rpc.system.updates()
    await look()
    for await (const update of updates) {
      if (update.kind !== 'event' || update.event.type === 'link.changed') await look()
    }
  } catch (error) {
    // The application was ended or killed: there is nothing to see any more, until it is started again.
    if (socket.readyState === WebSocket.OPEN) throw error
  } finally {
    socket.terminate()
    await onQr(null).catch(() => {})
  }
}
