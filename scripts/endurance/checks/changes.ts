import type Database from 'better-sqlite3'
import type { TalkLine } from '../../../simulators/whatsapp/talk.ts'
import type { Asked, OfficeChange } from '../ledger.ts'
import { type Evidence, listMessages, type StoredMessage, sceneOfHeard } from './stored.ts'

/** Every message reads in the office as it reads on the customer's phone: edits, deletions and reactions of both sides. */
export async function checkChanges(evidence: Evidence): Promise<void> {
  const { sqlite, control, record, ledger, verdict } = evidence
  const stored = new Map(listMessages(sqlite).map(message => [`${message.direction} ${message.external_id}`, message]))
  const writtenIn = new Map<string, Evidence['ledger']['written'][number]['scene']>(
    ledger.written.map(({ id, scene }) => [id, scene]),
  )
  const contacts = new Set(record.fromContacts.map(({ contact }) => contact))
  for (const contact of contacts) {
    for (const line of await control.talk(contact)) {
      const message = stored.get(`${line.from === 'contact' ? 'in' : 'out'} ${line.id}`)
      // That it is missing is told elsewhere.
      if (!message) continue
      const scene = line.from === 'contact' ? sceneOfHeard(ledger, line.id) : (writtenIn.get(message.id) ?? 'changes')
      for (const difference of differences(line, message, reactionsTo(sqlite, message))) {
        verdict.fault(scene, 'wrong', `${line.text ?? line.kind} of ${contact}: ${difference}`)
      }
    }
  }
  checkAsked(evidence)
}

function reactionsTo(sqlite: Database.Database, { id }: StoredMessage): string[] {
  return sqlite
    .prepare<[string], { who: string; emoji: string }>(
      `SELECT "from" AS who, emoji FROM message_reactions WHERE message_id = ? AND emoji IS NOT NULL`,
    )
    .all(id)
    .map(({ who, emoji }) => `${who === 'customer' ? 'contact' : who} ${emoji}`)
    .toSorted()
}

function differences(line: TalkLine, message: StoredMessage, reactions: readonly string[]): string[] {
  const found: string[] = []
  const isDeleted = message.deleted_at !== null
  if (isDeleted !== line.isDeleted) found.push(line.isDeleted ? 'deleted by now, and still here' : 'deleted here only')
  if (isDeleted || line.isDeleted) return found
  if (message.body !== (line.text ?? '')) found.push(`reads "${message.body}" here`)
  if ((message.edited_at !== null) !== line.isEdited)
    found.push(line.isEdited ? 'edited there only' : 'edited here only')
  const theirs = line.reactions.map(({ from, emoji }) => `${from} ${emoji}`).toSorted()
  if (theirs.join() !== reactions.join()) found.push(`has reactions [${theirs.join()}], here [${reactions.join()}]`)
  return found
}

/** The last change of each message that was confirmed has been made, unless a later one may have come after it. */
function checkAsked({ sqlite, ledger, verdict }: Evidence): void {
  const stored = new Map<string, StoredMessage>(listMessages(sqlite).map(message => [message.id, message]))
  const ofMessage = Map.groupBy(ledger.changes, ({ what }) => `${what.kind === 'reaction'} ${what.messageId}`)
  for (const asked of ofMessage.values()) {
    const from = asked.findLastIndex(({ wasConfirmed }) => wasConfirmed)
    const message = stored.get(asked[0]?.what.messageId ?? '')
    if (from < 0 || !message) continue
    const possible = asked.slice(from)
    const isOneOfThem = possible.some(({ what }) => isDone(sqlite, message, what))
    if (!isOneOfThem)
      verdict.fault('changes', 'lost', `${message.body}: ${wordsOf(possible)} was confirmed, and not done`)
  }
  const open = sqlite
    .prepare<[], { state: string; error: string | null }>(
      `SELECT state, error FROM message_changes WHERE state <> 'done'`,
    )
    .all()
  for (const { state, error } of open) verdict.fault('changes', 'lost', `a change is ${state}: ${error}`)
}

function isDone(sqlite: Database.Database, message: StoredMessage, change: OfficeChange): boolean {
  // What is deleted has neither words nor reactions.
  if (message.deleted_at !== null) return true
  if (change.kind === 'deletion') return false
  if (change.kind === 'edit') return message.body === change.body
  const ours = reactionsTo(sqlite, message).filter(reaction => reaction.startsWith('office '))
  return ours.join() === (change.emoji === null ? '' : `office ${change.emoji}`)
}

const wordsOf = (asked: readonly Asked<OfficeChange>[]) => asked.map(({ what }) => what.kind).join(' or ')
