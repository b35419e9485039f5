import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { createConnection, type RpcClient } from './connection.ts'
import { createTransport } from './transport.ts'

type EveryQuery = RouterUtils<RpcClient>
/** By its name, and not written out: it is longer than what the compiler writes. */
export interface Api extends EveryQuery {}

/** The page's one connection to the core. `app/main.tsx` starts it. */
export const connection = createConnection(createTransport())

/** Calls without a cache: `rpc.messages.send(...)`. */
export const rpc = connection.client

/** The same procedures as query, infinite query and mutation options, with their keys. */
export const api: Api = createTanstackQueryUtils(rpc)

/** What can be asked while the database cannot be opened. */
export const recoveryApi = createTanstackQueryUtils(connection.recovery)

/** What can be asked while the database is brought up to date. */
export const preparationApi = createTanstackQueryUtils(connection.preparation)
