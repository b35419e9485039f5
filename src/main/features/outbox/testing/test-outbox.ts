import { type LeadId, newId, type StageId } from '#shared/domain/ids.ts'
import type { OutboundChannel, OutboundId } from '#shared/domain/outbox.ts'
import { transact } from '../../../db/database.ts'
import { createJobQueue } from '../../../jobs/job-queue.ts'
import { createJobRunner } from '../../../jobs/job-runner.ts'
import { recordInteraction } from '../../leads/interactions.ts'
import { leads } from '../../leads/schema.ts'
import { openTestOffice } from '../../setup/testing/test-office.ts'
import { stages } from '../../stages/schema.ts'
import { createFollowOutboundJob } from '../follow-outbound.ts'
import type { OutboxRow } from '../queries.ts'
import { createSendOutboundJob } from '../send-outbound.ts'
import { createOutboxQueue } from '../send-queue.ts'
import type { Delivery, LookUpOutcome, OutgoingMessage, Sender, Senders, SendOutcome } from '../sender.ts'
import { createOutbox, createOutboxGiveUp, createOutboxService, type Outbound } from '../service.ts'
import { createSettling } from '../settle.ts'

/** A provider that does as the test says, and remembers what it was given. */
export function createScriptedSender(over: Partial<Sender> = {}) {
  const sent: OutgoingMessage[] = []
  const script = {
    sent,
    answers: [] as (SendOutcome | 'dies' | Error)[],
    found: 'cannot-tell' as LookUpOutcome['kind'],
    lookUps: 0,
    deliveries: 'on-its-way' as Delivery['kind'],
    follows: 0,
  }
  const sender: Sender = {
    kind: 'twilio',
    price: { micros: 120_000, currency: 'TRY' },
    async send(message) {
      sent.push(message)
      const answer = script.answers.shift() ?? {
        kind: 'sent',
        providerId: `SM${sent.length}`,
        segments: 2,
        asksAgain: true,
      }
      if (answer === 'dies') return new Promise<SendOutcome>(() => {})
      if (answer instanceof Error) throw answer
      return answer
    },
    async lookUp() {
      script.lookUps += 1
      return script.found === 'found' ? { kind: 'found', providerId: 'SM-found' } : { kind: script.found }
    },
    async follow(messages) {
      script.follows += 1
      const delivery: Delivery =
        script.deliveries === 'failed'
          ? { kind: 'failed', problem: { kind: 'phone-unreachable', sender: 'twilio', code: '30003', detail: null } }
          : script.deliveries === 'delivered'
            ? { kind: 'delivered', at: null }
            : { kind: 'on-its-way' }
      return new Map(messages.map(({ id }) => [id, delivery]))
    },
    ...over,
  }
  return { sender, script }
}

/** The outbox on a real database with its jobs running; `restart` is a new life after a kill. */
export async function openTestOutbox(over: Partial<Sender> = {}) {
  const office = await openTestOffice()
  const { db, clock, events } = office
  const { sender, script } = createScriptedSender(over)
  const set: { sender: Sender | null } = { sender }
  const senders: Senders = {
    forChannel: () => set.sender,
    ofKind: kind => (kind === set.sender?.kind ? set.sender : null),
    noteOutcome: () => {},
    listeners: () => [],
    noteHeard: () => {},
  }
  const settled: [string, string][] = []

  function live() {
    const jobs = createJobQueue({ clock })
    const queue = createOutboxQueue({ db, jobs })
    const settling = createSettling({ clock, events, recordInteraction })
    const parts = { db, clock, events, senders, queue, settling }
    const outbox = createOutbox(parts)
    outbox.onSettled((_tx, row: OutboxRow) => settled.push([row.id, row.state]))
    const definitions = [createSendOutboundJob({ ...parts, random: () => 0.5 }), createFollowOutboundJob(parts)]
    const runner = createJobRunner({ db, clock, queue: jobs, definitions })
    queue.wakeAll()
    runner.start()
    return { outbox, service: createOutboxService(parts), runner, giveUp: createOutboxGiveUp(parts) }
  }
  let life = live()

  return {
    ...office,
    script,
    set,
    settled,
    get outbox() {
      return life.outbox
    },
    get service() {
      return life.service
    },
    get runner() {
      return life.runner
    },
    get giveUp() {
      return life.giveUp
    },
    addLead(name = 'Ayşe Kaya'): LeadId {
      const id = newId<LeadId>()
      const stageId = db.select({ id: stages.id }).from(stages).get()?.id as StageId
      db.insert(leads)
        .values({
          id,
          name,
          nameOrigin: 'person',
          stageId,
          ownerId: null,
          source: 'manual',
          createdAt: 0,
          updatedAt: 0,
        })
        .run()
      return id
    },
    queue(over: Partial<Outbound> & { id?: OutboundId; channel?: OutboundChannel } = {}): OutboundId {
      const id = over.id ?? (newId() as OutboundId)
      const rest = { to: '+905321112233', body: 'Yarın 14:00', cause: { kind: 'reminder', id: 'r1' } }
      transact(db, tx => life.outbox.queue(tx, { channel: 'sms', ...rest, ...over, id }))
      return id
    },
    stateOf: (id: OutboundId) => life.outbox.find(db, id)?.state,
    row: (id: OutboundId) => life.outbox.find(db, id),
    /** What was running has no end; a new process finds its rows. */
    restart() {
      void life.runner.drain(0)
      life = live()
    },
    async close() {
      await life.runner.drain(0)
      office.close()
    },
  }
}
export type TestOutbox = Awaited<ReturnType<typeof openTestOutbox>>
