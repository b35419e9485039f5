import { countRows, type Evidence } from './stored.ts'

/** One record for each person, however they were known first; what was merged is one, what was parted again is two. */
export async function checkPeople({ sqlite, control, record, ledger, verdict }: Evidence): Promise<void> {
  const leads = new Set(
    sqlite
      .prepare<[], { id: string }>('SELECT id FROM leads')
      .all()
      .map(({ id }) => id),
  )
  const ofPhone = sqlite.prepare<[string], { lead_id: string }>(
    `SELECT lead_id FROM lead_identities WHERE kind = 'phone' AND value = ?`,
  )
  const wrote = new Set(record.fromContacts.map(({ contact }) => contact))
  const { contacts } = await control.state()
  const theirs = new Set<string>()
  for (const { id, name, addressing } of contacts) {
    if (!wrote.has(id) || addressing === 'lid-without-phone') continue
    const found = ofPhone.all(`+${id}`)
    if (found.length === 0) verdict.fault('merges', 'lost', `${name}: has no record`)
    if (found.length > 1) verdict.fault('merges', 'doubled', `${name}: has ${found.length} records`)
    for (const { lead_id } of found) theirs.add(lead_id)
  }
  const hidden = contacts.filter(({ id, addressing }) => wrote.has(id) && addressing === 'lid-without-phone').length

  const removed = new Set<string>(ledger.removals.map(({ what }) => what))
  const absorbed = new Map<string, { isSure: boolean; into: string }>()
  for (const { what, wasConfirmed, scene } of ledger.merges) {
    const { keep, absorb, undo } = what
    if (!leads.has(keep)) verdict.fault(scene, 'lost', `a record that another was merged into is gone`)
    // Asked for and not confirmed, it may be so or not.
    const isSure = undo === null ? wasConfirmed : undo.wasConfirmed
    const isOne = undo === null || !undo.wasConfirmed
    if (isSure && leads.has(absorb) === isOne)
      verdict.fault(scene, 'wrong', isOne ? 'merged, and still two' : 'parted, and still one')
    absorbed.set(absorb, { isSure, into: keep })
  }
  const noteOf = sqlite.prepare<[string], { lead_id: string; data: string }>(
    'SELECT lead_id, data FROM interactions WHERE id = ?',
  )
  for (const { what, wasConfirmed, scene } of ledger.notes) {
    const { id, leadId, text } = what
    const note = noteOf.get(id)
    if (removed.has(leadId)) continue
    if (!note) {
      if (wasConfirmed) verdict.fault(scene, 'lost', `the note "${text}" is gone`)
      continue
    }
    if (!note.data.includes(text)) verdict.fault(scene, 'wrong', `the note "${text}" says something else`)
    const places = [leadId, absorbed.get(leadId)?.into, ...theirs]
    if (!places.includes(note.lead_id as typeof leadId))
      verdict.fault(scene, 'wrong', `the note "${text}" is of somebody else`)
  }
  for (const { what, wasConfirmed, scene } of ledger.leads) {
    const isGone = !leads.has(what) && !removed.has(what) && !absorbed.has(what)
    // By proof the record of somebody's number becomes the one that has the chat.
    const isTheirs =
      scene === 'merges' &&
      countRows(sqlite, `SELECT count(*) AS count FROM lead_merges WHERE absorbed_id = '${what}'`) > 0
    if (wasConfirmed && isGone && !isTheirs) verdict.fault(scene, 'lost', 'a record that was made is gone')
  }
  for (const { what, wasConfirmed, scene } of ledger.removals) {
    if (wasConfirmed && leads.has(what)) verdict.fault(scene, 'wrong', 'a record that was deleted is there')
  }
  const asked = new Set<string>(ledger.leads.map(({ what }) => what))
  const others = [...leads].filter(id => !asked.has(id) && !theirs.has(id)).length
  if (others !== hidden) verdict.fault('merges', 'doubled', `${others} records for ${hidden} people without a number`)
}

/** What a page was told is blocked is so at WhatsApp too. */
export async function checkBlocks({ sqlite, control, ledger, verdict }: Evidence): Promise<void> {
  const last = ledger.blocks.findLastIndex(({ wasConfirmed }) => wasConfirmed)
  const possible = ledger.blocks.slice(Math.max(last, 0))
  const [first] = possible
  if (!first) return
  const row = sqlite
    .prepare<[string], { is_blocked: 0 | 1; block_state: string | null }>(
      'SELECT is_blocked, block_state FROM conversations WHERE id = ?',
    )
    .get(first.what.conversationId)
  if (!row) return
  const isBlocked = row.is_blocked === 1
  if (row.block_state !== null) verdict.fault('jobs', 'lost', `a block is ${row.block_state}`)
  const isAsAsked = last < 0 || possible.some(({ what }) => what.isBlocked === isBlocked)
  if (!isAsAsked) verdict.fault('jobs', 'lost', 'a block was confirmed, and is not so')
  const { phones } = await control.state()
  if (phones.some(({ blocked }) => blocked.length > 0) !== isBlocked) {
    verdict.fault('jobs', 'wrong', isBlocked ? 'blocked here only' : 'blocked at WhatsApp only')
  }
}
