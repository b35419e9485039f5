import { type FileId, type LeadId, newId } from '#shared/domain/ids.ts'
import { atDesk, confirm, contentOf, type Desk, type Rpc, restFor, unlessAborted } from '../desk.ts'
import { makeLead } from './merges.ts'
import { keepWriting } from './talk.ts'

/** Those that repeat and can be run by hand at any time. */
const BY_HAND = ['jobs.prune-runs', 'files.sweep', 'files.forget-uploads'] as const

/** Durable work of every other kind: read receipts, blocks, contents of what was removed, and what runs by the plan. */
export async function jobs(desk: Desk, signal: AbortSignal, answering: Promise<void>): Promise<void> {
  const { random } = desk
  const doings = [readSomething, blockSomebody, addAndRemoveFile, removeLead, runByHand]
  await Promise.all([
    keepWriting(desk, 'jobs', signal, [200, 700]),
    answering.then(() =>
      atDesk(desk, signal, async rpc => {
        while (!signal.aborted) {
          await Promise.all(Array.from({ length: random.whole(1, 3) }, () => random.pick(doings)(desk, rpc, signal)))
          await restFor(random.whole(0, 150), signal)
        }
      }),
    ),
  ])
}

async function readSomething({ random, ledger, chats }: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  const { id: conversationId } = random.pick(chats)
  const { items } = await unlessAborted(rpc.messages.list({ conversationId, limit: 5 }), signal)
  const newest = items.find(({ direction }) => direction === 'in')
  if (!newest) return
  const asked = ledger.ask(ledger.reads, 'jobs', newest.id)
  await confirm(asked, rpc.conversations.markRead({ id: conversationId, upTo: newest.id }), signal)
}

async function blockSomebody({ random, ledger, quietChat }: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  const what = { conversationId: quietChat.id, isBlocked: random.chance(0.5) }
  const asked = ledger.ask(ledger.blocks, 'jobs', what)
  await confirm(asked, rpc.conversations.setBlocked({ id: what.conversationId, isBlocked: what.isBlocked }), signal)
}

async function addFile({ office, ledger }: Desk, rpc: Rpc, leadId: LeadId, signal: AbortSignal) {
  const id = newId<FileId>()
  const name = `jobs ${ledger.next()}.pdf`
  const bytes = contentOf(name, 20_000, Buffer.from('%PDF-1.7\n'))
  const file = { id, leadId, purpose: 'lead-file' as const, name, mime: 'application/pdf', size: bytes.length }
  const { url } = await unlessAborted(rpc.files.startUpload(file), signal)
  await unlessAborted(office.upload(url, [bytes], 0, signal), signal)
  await unlessAborted(rpc.files.finishUpload({ id }), signal)
  return id
}

async function addAndRemoveFile(desk: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  const id = await addFile(desk, rpc, desk.random.pick(desk.chats).leadId, signal)
  const { version } = await unlessAborted(rpc.files.get({ id }), signal)
  await unlessAborted(rpc.files.remove({ id, version }), signal)
  if (desk.random.chance(0.3)) await unlessAborted(rpc.files.restore({ id }), signal)
}

/** With a file: nothing of a person who is deleted may stay on the disk. */
async function removeLead(desk: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  const id = await makeLead(desk, rpc, 'jobs', null, signal)
  await addFile(desk, rpc, id, signal)
  const { version } = await unlessAborted(rpc.leads.get({ id }), signal)
  const asked = desk.ledger.ask(desk.ledger.removals, 'jobs', id)
  await confirm(asked, rpc.leads.remove({ id, version }), signal)
}

async function runByHand({ random }: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  await unlessAborted(rpc.diagnostics.runNow({ name: random.pick(BY_HAND) }), signal)
}
