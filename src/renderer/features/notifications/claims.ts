import type { MessageId } from '#shared/domain/ids.ts'

/** How many past claims are remembered: far more than can be raised while two windows hear of the same message. */
const REMEMBERED = 200
const KEY = 'santral.notified'

interface ClaimWorld {
  storage: Storage
  /** Runs its callback while no other window of this program runs its own. */
  exclusively: <Result>(run: () => Result) => Promise<Result>
}

/**
 * Several windows hear of every new message; the first that claims it tells the person, once. `true` means that this window
 * is the one.
 */
export function createClaims({ storage, exclusively }: ClaimWorld) {
  return {
    claim(messageId: MessageId): Promise<boolean> {
      return exclusively(() => {
        const claimed = read(storage)
        if (claimed.includes(messageId)) return false
        storage.setItem(KEY, JSON.stringify([...claimed, messageId].slice(-REMEMBERED)))
        return true
      })
    },
  }
}

function read(storage: Storage): string[] {
  try {
    const claimed: unknown = JSON.parse(storage.getItem(KEY) ?? '[]')
    return Array.isArray(claimed) ? claimed.filter(id => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** The windows of one program share these locks. */
export async function inLock<Result>(run: () => Result): Promise<Result> {
  return await navigator.locks.request(KEY, run)
}
