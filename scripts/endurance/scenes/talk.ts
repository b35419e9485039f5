import { type MessageId, newId } from '#shared/domain/ids.ts'
import { atDesk, confirm, type Desk, type Rpc, restFor } from '../desk.ts'
import type { Written } from '../ledger.ts'
import type { OfficeSceneName } from '../plan.ts'

/** Some texts of some customers at once. */
export async function burst(
  { control, random, people, ledger }: Desk,
  scene: OfficeSceneName,
  most = 8,
): Promise<void> {
  const messages = Array.from({ length: random.whole(1, most) }, () => ({
    contact: random.pick(people),
    text: `${scene} ${ledger.next()}`,
  }))
  const sent = await control.call('sendTexts', { messages })
  for (const { id } of sent) ledger.heard.set(id, { scene, sha256: null })
}

/** Customers write, whatever becomes of the office. */
export async function keepWriting(
  desk: Desk,
  scene: OfficeSceneName,
  signal: AbortSignal,
  pause: readonly [number, number] = [10, 220],
): Promise<void> {
  while (!signal.aborted) {
    await burst(desk, scene)
    await restFor(desk.random.whole(...pause), signal)
  }
}

/** Answers somebody; what was confirmed must arrive, of the rest nobody knows. */
export async function answer(desk: Desk, rpc: Rpc, scene: OfficeSceneName, signal: AbortSignal): Promise<Written> {
  const { random, ledger, chats } = desk
  const body = `${scene} answer ${ledger.next()}`
  const written: Written = { id: newId<MessageId>(), scene, body, sha256: null, wasConfirmed: false }
  ledger.written.push(written)
  await confirm(written, rpc.messages.send({ id: written.id, conversationId: random.pick(chats).id, body }), signal)
  return written
}

/** Bursts and sends. */
export async function talk(desk: Desk, signal: AbortSignal, answering: Promise<void>): Promise<void> {
  const { random } = desk
  await Promise.all([
    keepWriting(desk, 'talk', signal),
    answering.then(() =>
      atDesk(desk, signal, async rpc => {
        while (!signal.aborted) {
          await Promise.all(Array.from({ length: random.whole(1, 4) }, () => answer(desk, rpc, 'talk', signal)))
          // About as fast as the pace lets answers out: what piles up must be gone before the comparison.
          await restFor(random.whole(10, 800), signal)
        }
      }),
    ),
  ])
}
