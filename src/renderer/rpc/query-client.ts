import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { connection } from './api.ts'
import { ConnectionLostError, hasCode } from './problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The form words its problem itself; no toast. */
      readonly isProblemShown?: boolean
    }
  }
}

const MINUTE = 60_000
const RETRIES_WHEN_LOST = 2

/**
 * Data stays as it is until an event says that it changed (`app/live-updates.ts`), and is never thrown away for being offline.
 * Only queries are retried: a mutation that got no answer may have happened.
 */
export function createQueryClient(onMutationProblem: (error: unknown) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: greetAgainIfUnknown }),
    mutationCache: new MutationCache({
      onError(error, _variables, _result, mutation) {
        greetAgainIfUnknown(error)
        if (mutation.meta?.isProblemShown !== true) onMutationProblem(error)
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5 * MINUTE,
        gcTime: 60 * MINUTE,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => error instanceof ConnectionLostError && count < RETRIES_WHEN_LOST,
        retryDelay: 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** The session ended, was locked elsewhere, or the core restarted between the hello and the call. */
function greetAgainIfUnknown(error: unknown): void {
  if (hasCode(error, 'UNAUTHENTICATED') || hasCode(error, 'OUT_OF_DATE')) void connection.greet().catch(() => undefined)
}
