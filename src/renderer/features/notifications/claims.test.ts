import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { createClaims } from './claims.ts'

beforeEach(() => localStorage.clear())

/** One after the other, as the browser's locks do it. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(run: () => Result): Promise<Result> => {
    const next = last.then(run)
    last = next
    return next
  }
}

describe('claiming a notification', () => {
  it('is won by one of several windows', async () => {
    const exclusively = oneAtATime()
    const windows = [1, 2, 3].map(() => createClaims({ storage: localStorage, exclusively }))
    const message = newId<MessageId>()
    const won = await Promise.all(windows.map(one => one.claim(message)))
    expect(won.filter(Boolean)).toHaveLength(1)
  })

  it('is won anew for every message', async () => {
    const { claim } = createClaims({ storage: localStorage, exclusively: oneAtATime() })
    expect(await claim(newId<MessageId>())).toBe(true)
    expect(await claim(newId<MessageId>())).toBe(true)
  })

  it('forgets what is long past, and survives damaged storage', async () => {
    const { claim } = createClaims({ storage: localStorage, exclusively: oneAtATime() })
    localStorage.setItem('santral.notified', '{oops')
    for (let count = 0; count < 300; count++) await claim(newId<MessageId>())
    expect((JSON.parse(localStorage.getItem('santral.notified') ?? '[]') as string[]).length).toBe(200)
  })
})
