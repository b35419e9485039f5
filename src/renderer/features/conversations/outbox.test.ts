import { beforeEach, describe, expect, it } from 'vitest'
import type { ConversationId, MessageId, StaffId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import type { SendingOutcome } from './outbox.ts'
import { createOutbox } from './outbox.ts'
import type { OutgoingMessage } from './shown-message.ts'
import { aMessage } from './testing/a-message.ts'

const conversationId = newId<ConversationId>()

function written(body: string): OutgoingMessage {
  return { id: newId<MessageId>(), conversationId, body, quoted: null, sentBy: newId<StaffId>(), writtenAt: 0 }
}

/** A core that can be unplugged; it stores each id once. */
function world() {
  const stored = new Map<MessageId, string>()
  const refused: string[] = []
  let isReachable = true
  let answersGetLost = false
  let refusesNext = false
  let plug = Promise.withResolvers<void>()
  const settled = new Set<() => void>()
  return {
    stored,
    refused,
    unplug(options: { afterStoring?: boolean } = {}) {
      isReachable = false
      answersGetLost = options.afterStoring === true
    },
    plugIn() {
      isReachable = true
      answersGetLost = false
      plug.resolve()
      plug = Promise.withResolvers<void>()
    },
    refuseNext() {
      refusesNext = true
    },
    async until(condition: () => boolean) {
      while (!condition()) await new Promise<void>(resolve => settled.add(resolve))
    },
    open() {
      const outbox = createOutbox({
        storage: localStorage,
        storageKey: 'outbox',
        send: message => {
          if (isReachable || answersGetLost) stored.set(message.id, message.body)
          if (!isReachable) return Promise.resolve<SendingOutcome>({ kind: 'unreachable' })
          if (refusesNext) {
            refusesNext = false
            stored.delete(message.id)
            return Promise.resolve<SendingOutcome>({ kind: 'refused', problem: 'no' })
          }
          return Promise.resolve<SendingOutcome>({ kind: 'stored', message: aMessage({ ...message }) })
        },
        untilReachable: () => plug.promise,
        onStored: () => undefined,
        onRefused: message => refused.push(message.body),
      })
      outbox.subscribe(() => {
        for (const resolve of settled) resolve()
        settled.clear()
      })
      return outbox
    },
  }
}

beforeEach(() => localStorage.clear())

describe('the outbox', () => {
  it('shows a message at once and lets it go when the core has stored it', async () => {
    const core = world()
    const outbox = core.open()
    outbox.add(written('selam'))
    expect(outbox.of(conversationId).map(message => message.body)).toEqual(['selam'])
    await core.until(() => outbox.of(conversationId).length === 0)
    expect([...core.stored.values()]).toEqual(['selam'])
  })

  it('keeps the order of writing', async () => {
    const core = world()
    const outbox = core.open()
    for (const body of ['1', '2', '3']) outbox.add(written(body))
    await core.until(() => outbox.of(conversationId).length === 0)
    expect([...core.stored.values()]).toEqual(['1', '2', '3'])
  })

  it('sends once although the answer was lost after storing', async () => {
    const core = world()
    const outbox = core.open()
    core.unplug({ afterStoring: true })
    outbox.add(written('bir kez'))
    await Promise.resolve()
    core.plugIn()
    await core.until(() => outbox.of(conversationId).length === 0)
    expect([...core.stored.values()]).toEqual(['bir kez'])
  })

  it('goes out after a reload of the page', async () => {
    const core = world()
    core.unplug()
    core.open().add(written('kalıcı'))
    await Promise.resolve()
    core.plugIn()
    const afterReload = core.open()
    await core.until(() => afterReload.of(conversationId).length === 0)
    expect([...core.stored.values()]).toEqual(['kalıcı'])
    expect(localStorage.getItem('outbox')).toBeNull()
  })

  it('gives a refused text back and goes on with the next', async () => {
    const core = world()
    const outbox = core.open()
    core.refuseNext()
    outbox.add(written('olmaz'))
    outbox.add(written('olur'))
    await core.until(() => outbox.of(conversationId).length === 0)
    expect(core.refused).toEqual(['olmaz'])
    expect([...core.stored.values()]).toEqual(['olur'])
  })

  it('starts empty when its storage is damaged', () => {
    localStorage.setItem('outbox', '{broken')
    expect(world().open().of(conversationId)).toEqual([])
  })
})
