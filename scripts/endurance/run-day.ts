import { type ConversationId, type MessageId, newId } from '#shared/domain/ids.ts'
import { type Held, openWatchedOffice } from './watched-office.ts'

const MINUTE = 60_000
/** After these everything that is made once has been made. */
const WARM_AFTER = 60

export interface DayReport {
  readonly drops: number
  readonly logins: number
  readonly sent: number
  readonly received: number
  readonly faults: readonly string[]
  readonly early: Held
  readonly late: Held
}

/** A line that breaks every minute, for so many minutes, with answers in the queue and people who write in between. */
export async function runDay({ drops, report }: { drops: number; report: (line: string) => void }): Promise<DayReport> {
  const watched = await openWatchedOffice()
  const { control, rpc, people, until, isConnected, query } = watched
  const faults: string[] = []
  const [words, answers] = [[] as string[], [] as string[]]
  let logins = 0
  let early: Held | undefined
  const stop = new AbortController()
  try {
    await control.call('sendTexts', { messages: people.map(contact => ({ contact, text: 'merhaba' })) })
    await until(() => query('SELECT 1 FROM conversations').length === people.length, 'the greetings')
    const chats = (await rpc.conversations.list({})).items.map(({ id }) => id)
    await control.listen(event => {
      if (event.type === 'link' && event.state === 'online') logins += 1
    }, stop.signal)
    for (let drop = 0; drop < drops; drop += 1) {
      if (drop % 3 === 0) await answer(chats[drop % chats.length])
      if (drop % 4 === 0) {
        words.push(`word ${drop}`)
        await control.call('sendText', { contact: people[drop % people.length] ?? '', text: `word ${drop}` })
      }
      const before = logins
      await control.call('dropConnections', {})
      await watched.advance(MINUTE)
      const isBack = async () => logins > before && (await isConnected())
      await until(async () => (await isBack()) || (await watched.waitForLine()), 'the line')
      if (drop === Math.min(WARM_AFTER, Math.floor(drops / 3))) early = await watched.measure()
      if (drop % 60 === 59) report(`${(drop + 1) / 60} hours`)
    }
    await until(() => open() === 0, 'everything to be said and told')
    const { fromOffice } = await control.record()
    const arrived = fromOffice.map(({ text }) => text)
    for (const body of answers) {
      const times = arrived.filter(text => text === body).length
      if (times !== 1) faults.push(`${body}: arrived ${times} times`)
    }
    const stored = query<{ body: string }>(`SELECT body FROM messages WHERE direction = 'in'`).map(({ body }) => body)
    for (const word of words) {
      const times = stored.filter(body => body === word).length
      if (times !== 1) faults.push(`${word}: stored ${times} times`)
    }
    const late = await watched.measure()
    return { drops, logins, sent: answers.length, received: words.length, faults, early: early ?? late, late }
  } finally {
    stop.abort()
    await watched.close()
  }

  async function answer(conversationId: ConversationId | undefined): Promise<void> {
    if (!conversationId) return
    const body = `answer ${answers.length}`
    answers.push(body)
    await rpc.messages.send({ id: newId<MessageId>(), conversationId, body })
  }

  function open(): number {
    return query(
      `SELECT id FROM messages WHERE direction = 'out' AND status <> 'read'
       UNION ALL SELECT stanza_id FROM whatsapp_journal WHERE state = 'received'`,
    ).length
  }
}
