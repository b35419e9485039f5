import type { QueryClient } from '@tanstack/react-query'
import { connection, rpc } from './api.ts'
import { forgetSessionToken, keepSessionToken } from './session-token.ts'

/** After the core opened a session: the page keeps its token and asks again who it is. */
export async function enterSession(opened: { readonly token: string }): Promise<void> {
  keepSessionToken(opened.token)
  await connection.greet()
}

/** What one person saw must not flash up for the next. */
export async function leaveSession(queries: QueryClient): Promise<void> {
  await rpc.session.signOut()
  forgetSessionToken()
  await connection.greet()
  queries.clear()
}

export async function lockSession(): Promise<void> {
  await rpc.session.lock()
  await connection.greet()
}
