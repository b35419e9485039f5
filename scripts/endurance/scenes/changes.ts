import type { MessageId } from '#shared/domain/ids.ts'
import { atDesk, confirm, type Desk, type Rpc, restFor } from '../desk.ts'
import { answer, keepWriting } from './talk.ts'

const EMOJIS = ['👍', '❤️', '😂', '🙏'] as const
/** What is older is left alone: WhatsApp's quarter of an hour must not be over when it is tried. */
const LATEST = 12

/** Both sides change their minds: edits, deletions, reactions and reactions taken back, in the middle of other talk. */
export async function changes(desk: Desk, signal: AbortSignal, answering: Promise<void>): Promise<void> {
  await Promise.all([
    keepWriting(desk, 'changes', signal, [300, 900]),
    changeMinds(desk, signal),
    answering.then(() => atDesk(desk, signal, rpc => changeAtDesk(desk, rpc, signal))),
  ])
}

/** The customers' side. Each message is of one customer, who alone may change it. */
async function changeMinds({ control, random, ledger, people }: Desk, signal: AbortSignal): Promise<void> {
  const own: { id: string; contact: string; isDeleted: boolean }[] = []
  while (!signal.aborted) {
    const target = own.length > 0 && random.chance(0.7) ? random.pick(own.slice(-LATEST)) : undefined
    const note = ({ id }: { id: string }) => ledger.heard.set(id, { scene: 'changes', sha256: null })
    if (!target || target.isDeleted) {
      const contact = random.pick(people)
      const sent = await control.call('sendText', { contact, text: `changes ${ledger.next()}` })
      note(sent)
      own.push({ id: sent.id, contact, isDeleted: false })
    } else {
      const { id, contact } = target
      const kind = random.weighted([['edit', 4] as const, ['react', 4] as const, ['revoke', 1] as const])
      if (kind === 'edit') {
        const form = random.pick(['sealed', 'plain'] as const)
        note(await control.call('edit', { contact, id, text: `changes ${ledger.next()}, once more`, form }))
      } else if (kind === 'react') {
        note(await control.call('react', { contact, id, emoji: random.pick([...EMOJIS, '']) }))
      } else {
        target.isDeleted = true
        note(await control.call('revoke', { contact, id }))
      }
    }
    await restFor(random.whole(20, 250), signal)
  }
}

/** The office's side: of what it wrote itself, and reactions to anything of late. */
async function changeAtDesk(desk: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  const { random, ledger, chats } = desk
  const own: MessageId[] = []
  while (!signal.aborted) {
    if (own.length === 0 || random.chance(0.3)) {
      const written = await answer(desk, rpc, 'changes', signal)
      if (written.wasConfirmed) own.push(written.id)
    } else {
      const messageId = random.pick(own.slice(-LATEST))
      const kind = random.weighted([['edit', 4] as const, ['reaction', 4] as const, ['deletion', 1] as const])

      if (kind === 'edit') {
        const what = { kind, messageId, body: `changes edited ${ledger.next()}` }
        await confirm(
          ledger.ask(ledger.changes, 'changes', what),
          rpc.messages.edit({ id: messageId, body: what.body }),
          signal,
        )
      } else if (kind === 'deletion') {
        const asked = ledger.ask(ledger.changes, 'changes', { kind, messageId })
        await confirm(asked, rpc.messages.deleteForAll({ id: messageId }), signal)
      } else {
        const { items } = await rpc.messages.list({ conversationId: random.pick(chats).id, limit: 5 })
        const target = items.find(({ deletedAt }) => deletedAt === null)
        const emoji = random.pick([...EMOJIS, null])
        if (target) {
          const asked = ledger.ask(ledger.changes, 'changes', { kind, messageId: target.id, emoji })
          await confirm(asked, rpc.messages.react({ id: target.id, emoji }), signal)
        }
      }
    }
    await restFor(random.whole(20, 400), signal)
  }
}
