import { atDesk, contentOf, type Desk, hashOf, restFor, unlessAborted } from '../desk.ts'
import { keepWriting } from './talk.ts'

/** Copies of the database and of its contents are made, one after the other, while messages and files come in. */
export async function backups(desk: Desk, signal: AbortSignal, answering: Promise<void>): Promise<void> {
  const { control, random, ledger, people } = desk
  const caption = `backups ${ledger.next()}`
  const bytes = contentOf(caption, random.whole(1, 200_000), Buffer.from('%PDF-1.7\n'))
  const content = { kind: 'document' as const, mime: 'application/pdf', bytes: bytes.toString('base64') }
  const { id } = await control.call('sendMedia', { contact: random.pick(people), ...content, caption })
  ledger.heard.set(id, { scene: 'backups', sha256: hashOf(bytes) })
  await Promise.all([
    keepWriting(desk, 'backups', signal, [50, 400]),
    answering.then(() =>
      atDesk(desk, signal, async rpc => {
        while (!signal.aborted) {
          await unlessAborted(rpc.backups.make(), signal)
          await restFor(random.whole(5, 60), signal)
        }
      }),
    ),
  ])
}
