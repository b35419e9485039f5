import { type InteractionId, type LeadId, newId } from '#shared/domain/ids.ts'
import { atDesk, confirm, type Desk, type Rpc, restFor, unlessAborted } from '../desk.ts'
import type { Asked, Merge } from '../ledger.ts'
import { keepWriting } from './talk.ts'

/** Records of people become one, by hand and by proof, and two again. */
export async function merges(desk: Desk, signal: AbortSignal, answering: Promise<void>): Promise<void> {
  const { random } = desk
  await Promise.all([
    keepWriting(desk, 'merges', signal, [300, 900]),
    answering.then(() =>
      atDesk(desk, signal, async rpc => {
        while (!signal.aborted) {
          if (random.chance(0.5)) await mergeByHand(desk, rpc, signal)
          else await mergeByProof(desk, rpc, signal)
          await restFor(random.whole(0, 200), signal)
        }
      }),
    ),
  ])
}

/** With a note, so that there is something to lose. */
export async function makeLead(
  { ledger }: Desk,
  rpc: Rpc,
  scene: 'merges' | 'jobs',
  phoneNumber: string | null,
  signal: AbortSignal,
): Promise<LeadId> {
  const id = newId<LeadId>()
  const details = { email: null, countryCode: null, language: null, city: null }
  const asked = ledger.ask(ledger.leads, scene, id)
  await confirm(asked, rpc.leads.create({ id, name: `${scene} ${ledger.next()}`, phoneNumber, ...details }), signal)
  if (!asked.wasConfirmed) return id
  const note = ledger.ask(ledger.notes, scene, {
    id: newId<InteractionId>(),
    leadId: id,
    text: `${scene} ${ledger.next()}`,
  })
  await confirm(note, rpc.leads.addNote(note.what), signal)
  return id
}

async function mergeByHand(desk: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  const { ledger, random } = desk
  const keep = await makeLead(desk, rpc, 'merges', null, signal)
  const absorb = await makeLead(desk, rpc, 'merges', null, signal)
  const merge: Merge = { keep, absorb, undo: null }
  await confirm(ledger.ask(ledger.merges, 'merges', merge), rpc.leads.merge({ keepId: keep, absorbId: absorb }), signal)
  if (!random.chance(0.4)) return
  const { items } = await unlessAborted(rpc.leads.timeline({ leadId: keep }), signal)
  const entry = items.find(({ kind }) => kind === 'merge')
  if (!entry) throw new Error('A merge stands in no timeline')
  const undo: Asked<null> = { scene: 'merges', what: null, wasConfirmed: false }
  merge.undo = undo
  await confirm(undo, rpc.leads.undoMerge({ interactionId: entry.id }), signal)
}

/** Somebody without a number, and a record with it: when the number is told they are one person. */
async function mergeByProof(desk: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  const { control, ledger, random } = desk
  const phoneNumber = `90544${String(ledger.next()).padStart(7, '0')}`
  const hidden = { phoneNumber, name: `Gizli ${phoneNumber}`, addressing: 'lid-without-phone' as const }
  const { id: contact } = await control.call('createContact', hidden)
  const sent = await control.call('sendText', { contact, text: `merges ${ledger.next()}` })
  ledger.heard.set(sent.id, { scene: 'merges', sha256: null })
  await makeLead(desk, rpc, 'merges', `+${phoneNumber}`, signal)
  await restFor(random.whole(0, 300), signal)
  const shared = await control.call('shareNumber', { contact })
  ledger.heard.set(shared.id, { scene: 'merges', sha256: null })
}
