import type { MessageId } from '#shared/domain/ids.ts'

/** How many past claims are held: far more than can be raised while two windows hear of the same message. */
const HELD = 200

/**
 * Several windows hear of every new message; the first that claims it tells the person, once. `true` means that this window is the
 * one. A claim is a lock that its window goes on holding: unlike what is written into the storage, which another window may see only
 * after it was let in, a lock is given by one place for all windows.
 */
export function createClaims(locks: Pick<LockManager, 'request'>) {
  const releases: (() => void)[] = []
  return {
    claim(messageId: MessageId): Promise<boolean> {
      return new Promise((resolve, reject) => {
        const held = locks.request(`santral.notified.${messageId}`, { ifAvailable: true }, lock => {
          resolve(lock !== null)
          if (lock === null) return
          const { promise, resolve: release } = Promise.withResolvers<void>()
          releases.push(release)
          if (releases.length > HELD) releases.shift()?.()
          return promise
        })
        held.catch(reject)
      })
    },
  }
}
