import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConversationId, type MessageId, newId } from '#shared/domain/ids.ts'
import { type LinkedOffice, openLinkedOffice } from './rpc/testing/linked-office.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** SANTRAL_FUZZ=240 is a whole day of them. */
const DROPS = 6 * Number(process.env['SANTRAL_FUZZ'] ?? 1)
const LONGEST_MS = 60_000 + DROPS * 5_000

let linked: LinkedOffice
let conversations: ConversationId[]
let logins: number
let answers: string[]

beforeEach(async () => {
  linked = await openLinkedOffice()
  conversations = (await linked.office.admin.conversations.list({})).items.map(({ id }) => id)
  logins = 0
  answers = []
  linked.simulator.events.subscribe(event => {
    if (event.type === 'link' && event.state === 'online') logins += 1
  })
})
afterEach(() => linked.close())

async function answer(): Promise<void> {
  const body = `answer ${answers.length}`
  const conversationId = conversations[answers.length % conversations.length]
  if (!conversationId) throw new Error('there is no conversation')
  answers.push(body)
  await linked.office.admin.messages.send({ id: newId<MessageId>(), conversationId, body })
}

const isOnline = async () => (await linked.linkState())?.kind === 'connected'
const arrived = () => linked.people.flatMap(({ received }) => received.map(({ text }) => text))

async function expectAllArrivedOnce(): Promise<void> {
  await linked.until(() => arrived().length >= answers.length, 'all answers')
  expect(arrived()).toHaveLength(answers.length)
  expect(new Set(arrived())).toEqual(new Set(answers))
  const told = () => linked.query(`SELECT id FROM messages WHERE direction = 'out' AND status IN ('queued', 'failed')`)
  await linked.until(() => told().length === 0, 'the word that they were sent')
}

describe('a clock that moves by hours', () => {
  it.each([5 * HOUR, -5 * HOUR, 20 * HOUR, -30 * HOUR])(
    'by %d ms: what is written goes and comes as before',
    async ms => {
      const { office, people, until, bodies } = linked
      await answer()
      await answer()
      await office.clock.jump(ms)
      await answer()
      await people[0]?.sendText('after the jump')
      const before = office.clock.now()
      await until(() => bodies().includes('after the jump'), 'what was written after it')
      await expectAllArrivedOnce()
      // Nobody waited for the hours that were taken back.
      expect(office.clock.now() - before).toBeLessThan(2 * MINUTE)
    },
  )

  it('while the line is down: it is there again within the usual time', async () => {
    const { office, simulator, until } = linked
    simulator.refuseConnections('tcp')
    simulator.dropConnections()
    await until(async () => (await linked.linkState())?.kind === 'waiting-to-reconnect', 'the line to be down')
    await office.clock.advance(5 * MINUTE)
    await answer()
    await office.clock.jump(-8 * HOUR)
    simulator.refuseConnections('none')
    const before = office.clock.now()
    await until(isOnline, 'the line')
    expect(office.clock.now() - before).toBeLessThan(10 * MINUTE)
    await expectAllArrivedOnce()
  })
})

it(
  'drops every minute, with answers in the queue: nothing is lost, and nobody is stormed',
  async () => {
    const { office, people, simulator, until, bodies } = linked
    for (let drop = 0; drop < DROPS; drop += 1) {
      if (drop % 3 === 0) await answer()
      if (drop % 4 === 0) await people[drop % people.length]?.sendText(`word ${drop}`)
      simulator.dropConnections()
      await office.clock.advance(MINUTE / 2)
      await until(isOnline, 'the line')
      await office.clock.advance(MINUTE / 2)
    }
    await expectAllArrivedOnce()
    const words = Array.from({ length: Math.ceil(DROPS / 4) }, (_, index) => `word ${index * 4}`)
    await until(() => words.every(word => bodies().includes(word)), 'all words')
    expect(bodies().filter(body => body.startsWith('word'))).toHaveLength(words.length)
    expect(logins).toBeGreaterThanOrEqual(DROPS)
    expect(logins).toBeLessThanOrEqual(DROPS + 2)
  },
  LONGEST_MS,
)
