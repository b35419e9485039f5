import type { Statement } from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { connect } from '../../src/main/db/connection.ts'
import { ensureFullText } from '../../src/main/db/full-text.ts'
import { applyMigrations } from '../../src/main/db/migrations.ts'
import { createRandom } from '../demo/random.ts'

const BEGAN = Date.UTC(2026, 0, 5, 9)
const MINUTE = 60_000

/**
 * An office as the first release wrote it: the tables of migration 0000 and nothing later, with people, chats, files, notes and
 * everything else that a later version must not lose. Only what that release knew may be written here.
 */
export function writeOldOffice(
  file: string,
  { migrationsFolder, leads, messagesOfEach }: { migrationsFolder: string; leads: number; messagesOfEach: number },
): void {
  const sqlite = connect(file)
  sqlite.pragma('foreign_keys = OFF')
  applyMigrations(sqlite, readMigrationFiles({ migrationsFolder }).slice(0, 1))
  sqlite.pragma('foreign_keys = ON')
  ensureFullText(sqlite)
  const random = createRandom(42)
  const id = () => random.id(BEGAN)

  const statements = new Map<string, Statement>()

  function insert(table: string, row: Record<string, string | number | Buffer | null>): void {
    const names = Object.keys(row)
    const columns = names.map(name => `"${name}"`).join(', ')
    const text = `INSERT INTO ${table} (${columns}) VALUES (${names.map(() => '?').join(', ')})`
    const statement = statements.get(text) ?? sqlite.prepare(text)
    statements.set(text, statement)
    statement.run(Object.values(row))
  }

  const written = { created_at: BEGAN, updated_at: BEGAN }
  const fill = sqlite.transaction(() => {
    const [admin, consultant] = [id(), id()]
    for (const [staffId, role] of [
      [admin, 'admin'],
      [consultant, 'consultant'],
    ] as const) {
      insert('staff', {
        id: staffId,
        name: `Ece (${role})`,
        email: `${role}@example.com`,
        role,
        locale: 'tr',
        ...written,
      })
      insert('staff_credentials', { staff_id: staffId, password_hash: 'none', updated_at: BEGAN })
      insert('preferences', { staff_id: staffId, name: 'theme', value: '"dark"', updated_at: BEGAN })
    }
    insert('settings', { name: 'officeName', value: '"Umut Sağlık"', updated_at: BEGAN })
    const outcomes = ['new', 'assigned', 'contacted', 'converted', 'rejected'] as const
    const stages = outcomes.map((outcome, position) => {
      const stage = { id: id(), name: outcome, position, outcome, color: 'blue', is_default: position === 0 ? 1 : 0 }
      insert('stages', { ...stage, ...written })
      return stage.id
    })
    const content = JSON.stringify({ text: 'Merhaba {{name}}' })
    insert('templates', { id: id(), category: 'quick_reply', name: 'selam', language: 'tr', content, ...written })
    const account = id()
    const channel = { channel: 'whatsapp', provider: 'whatsapp' }
    insert('channel_accounts', { id: account, ...channel, name: 'Ofis', phone_number: '+905320000001', ...written })
    for (let index = 0; index < leads; index += 1) {
      const at = BEGAN + index * MINUTE
      const [leadId, conversationId] = [id(), id()]
      const phone = `+9055${String(index).padStart(8, '0')}`
      const source = random.pick(['whatsapp', 'manual', 'click_to_whatsapp_ad'])
      const owner = random.chance(0.5) ? consultant : null
      const made = { created_at: at, updated_at: at }
      const name = `İnci Şahin ${index}`
      const known = { name, name_origin: 'person', source, search_text: name.toLowerCase(), name_order: name }
      insert('leads', { id: leadId, stage_id: random.pick(stages), owner_id: owner, ...known, ...made })
      const identity = { kind: 'phone', value: phone, unique_key: `phone:${phone}`, ending: phone.slice(-10) }
      insert('lead_identities', { id: id(), lead_id: leadId, ...identity, created_at: at })
      const touch = { kind: 'first_message', source, channel_account_id: account, external_id: `T${index}` }
      insert('lead_touches', { id: id(), lead_id: leadId, ...touch, happened_at: at, created_at: at })
      const note = JSON.stringify({ text: `not ${index}` })
      const event = { kind: 'note', data: note, staff_id: admin, happened_at: at, created_at: at }
      insert('interactions', { id: id(), lead_id: leadId, ...event })
      const chat = { lead_id: leadId, channel_account_id: account, owner_id: owner, channel: 'whatsapp' }
      insert('conversations', { id: conversationId, ...chat, last_message_at: at, ...made })
      const peer = { kind: 'phone', value: phone, last_used_at: at, channel_account_id: account }
      insert('conversation_peers', { id: id(), conversation_id: conversationId, lead_id: leadId, ...peer })
      for (let turn = 0; turn < messagesOfEach; turn += 1) {
        const isIn = turn % 2 === 0
        const messageId = id()
        const sent = { sort_at: at + turn * 1_000, sent_at: at + turn * 1_000, ...made }
        const message = { direction: isIn ? 'in' : 'out', kind: 'text', body: `söz ${index}/${turn} ${'…'.repeat(40)}` }
        const place = { conversation_id: conversationId, lead_id: leadId, channel: 'whatsapp' }
        const status = isIn ? 'delivered' : 'read'
        insert('messages', { id: messageId, ...place, ...message, status, external_id: `M${index}-${turn}`, ...sent })
        if (turn === 0) {
          insert('message_reactions', { id: id(), message_id: messageId, from: 'customer', emoji: '👍', at })
          const shown = { kind: 'document', mime: 'application/pdf', name: 'rapor.pdf', size: 12, state: 'expired' }
          const belongs = { message_id: messageId, lead_id: leadId, conversation_id: conversationId, direction: 'in' }
          insert('attachments', { id: id(), ...belongs, ...shown, search_text: 'rapor', happened_at: at, ...made })
        }
      }
      const audited = { at, staff_id: admin, action: 'lead.created', subject_kind: 'lead', subject_id: leadId }
      insert('audit_log', { id: id(), ...audited })
    }
  })
  fill.immediate()
  sqlite.close()
}
