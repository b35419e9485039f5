import { expect, it } from 'vitest'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { maskPhone, type ReportFacts, writeReport } from './report.ts'

const AT = Date.UTC(2026, 10, 20, 12)

/** What an office may have written anywhere, made anew for every round. */
function plant(round: number) {
  const number = `+90532${String(1_000_000 + round * 7_919).slice(-7)}`
  return { name: `Ayşe Işık ${round}`, number, clinic: `Klinik ${round} İstanbul` }
}

function factsAbout({ number, clinic }: ReturnType<typeof plant>): ReportFacts {
  const account: ChannelAccount = {
    id: newId<ChannelAccountId>(),
    version: 1,
    channel: 'whatsapp',
    name: clinic,
    phoneNumber: number,
    link: { kind: 'waiting-to-reconnect', since: AT, trouble: 'network', code: 428, attempt: 3, nextAttemptAt: AT },
    queuedCount: 4,
  } as unknown as ChannelAccount
  return {
    at: AT,
    summary: {
      programVersion: '0.1.0',
      runtime: 'Node 24',
      databaseBytes: 4_096,
      databaseSchema: 1,
      jobsWaiting: 2,
      jobsFailed: 1,
      journalPending: 0,
      isSchedulerRunning: true,
      startedAt: AT,
      newestBackupAt: null,
    },
    jobs: [{ id: newId(), name: 'messages.send', state: 'failed', runAt: AT, attempts: 5, lastError: 'TypeError' }],
    schedules: [{ name: 'files.sweep', lastRunAt: null, nextRunAt: AT, lastOutcome: null }],
    accounts: [account],
    incoming: [1, 2].map(id => ({
      id: String(id),
      at: AT,
      channelAccountId: account.id,
      kind: null,
      outcome: 'ignored-by-setting' as const,
      attempts: 0,
      reason: 'a group, by setting',
    })),
  }
}

it('says what whoever helps needs, in plain lines', () => {
  expect(writeReport(factsAbout(plant(1)))).toBe(
    [
      'Santral 0.1.0 (Node 24), 2026-11-20T12:00:00.000Z, running since 2026-11-20T12:00:00.000Z',
      'Database: 4096 bytes, schema 1, newest backup none',
      'Jobs: 2 waiting, 1 failed; journal: 0 pending; scheduler runs',
      'Link 1 (+90…19): waiting-to-reconnect since 2026-11-20T12:00:00.000Z, network, code 428, attempt 3; 4 messages queued',
      'Schedule files.sweep: last never , next 2026-11-20T12:00:00.000Z',
      'Failed job messages.send: 5 attempts, TypeError',
      'Received lately: 2 ignored-by-setting, a group, by setting',
    ].join('\n'),
  )
})

it('never holds a name or a number, whatever they are', () => {
  for (let round = 0; round < 500; round += 1) {
    const planted = plant(round)
    const report = writeReport(factsAbout(planted))
    for (const secret of [
      planted.name,
      planted.clinic,
      planted.number,
      planted.number.slice(1),
      planted.number.slice(-7),
    ])
      expect(report).not.toContain(secret)
  }
})

it('masks a number to its country and its last two digits', () => {
  expect([maskPhone('+905321234567'), maskPhone(null)]).toEqual(['+90…67', 'no number'])
})
