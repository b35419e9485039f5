import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { locks, Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { type MessageId, newId } from '#shared/domain/ids.ts'
import { createClaims } from './claims.ts'

// The platform's own locks: jsdom has none, and these are given by one place as well.
const otherWindow = `
  const { locks, parentPort } = require('node:worker_threads')
  import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'claims.ts')).href)}).then(({ createClaims }) => {
    const { claim } = createClaims(locks)
    parentPort.on('message', async message => parentPort.postMessage(await claim(message)))
  })
`

describe('claiming a notification', () => {
  it('is won by one of several windows, however closely they ask', async () => {
    const windows = [1, 2, 3].map(() => createClaims(locks))
    for (let round = 0; round < 50; round++) {
      const message = newId<MessageId>()
      const won = await Promise.all(windows.map(one => one.claim(message)))
      expect(won.filter(Boolean)).toHaveLength(1)
    }
  })

  it('stays won: whoever hears of the message later, or once more, does not tell it', async () => {
    const [first, second] = [createClaims(locks), createClaims(locks)]
    const messages = Array.from({ length: 20 }, () => newId<MessageId>())
    for (const message of messages) expect(await first.claim(message)).toBe(true)
    for (const message of messages) {
      expect(await second.claim(message)).toBe(false)
      expect(await first.claim(message)).toBe(false)
    }
  })

  it('is won by one of two windows that know nothing of each other', async () => {
    const [mine, theirs] = [createClaims(locks), new Worker(otherWindow, { eval: true })]
    try {
      for (let round = 0; round < 20; round++) {
        const message = newId<MessageId>()
        const heard = once(theirs, 'message')
        theirs.postMessage(message)
        const won = [await mine.claim(message), ...(await heard)]
        expect(won.filter(Boolean)).toHaveLength(1)
      }
    } finally {
      await theirs.terminate()
    }
  })

  it('holds only so many', async () => {
    const { claim } = createClaims(locks)
    for (let count = 0; count < 300; count++) await claim(newId<MessageId>())
    const { held } = await locks.query()
    expect(held.filter(({ name }) => name?.startsWith('santral.notified.')).length).toBeLessThan(400)
  })
})
