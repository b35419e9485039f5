import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { AppEvent } from '#shared/contract/events.ts'
import type { LeadScore, ScorePreview } from '#shared/contract/scoring.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { type ScoreRule, ScoreRule as ScoreRules, type ScoreWeights, scoreOf } from '#shared/domain/lead-score.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { SettingsService } from '../settings/service.ts'
import { type LeadToScore, listNewestToScore, listToScore, listToScoreAfter, saveScore } from './scored-leads.sql.ts'

/** What changes within this time is worked out together. */
const GATHER_FOR = 1_000
/** Of one transaction; between two of them everything else has its turn. */
const BATCH = 100
const PREVIEWED = 1_000
const MOVED_SHOWN = 8
/** 200,000 leads take well under a minute; the slowest disk gets more. */
const LONGEST = 30 * 60_000

const scoreAllKind = { name: 'scoring.all', data: z.object({}), lane: () => 'scoring' }

/** Keeps `leads.score`: at once where a lead changes, and every night where only time has passed. */
export function createScoring({
  db,
  clock,
  events,
  jobs,
  settings,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  settings: Pick<SettingsService, 'current'>
}) {
  const waiting = new Set<LeadId>()
  let cancelWake = () => {}
  let rulesInUse = rules()

  function rules() {
    const { scoreWeights: weights, scoreCountries: countries } = settings.current()
    return JSON.stringify({ weights, countries })
  }

  function scoreNow(lead: LeadToScore) {
    const { scoreWeights: weights, scoreCountries: countries } = settings.current()
    return scoreOf(lead, { weights, countries, now: clock.now() })
  }

  /** Only what is different is written, and told. */
  function saveScores(read: (tx: Db) => LeadToScore[]): LeadToScore[] {
    return transact(db, tx => {
      const found = read(tx)
      for (const lead of found) {
        const { total } = scoreNow(lead)
        if (total === lead.score) continue
        saveScore(tx, lead.id, total)
        waiting.delete(lead.id)
      }
      return found
    })
  }

  function scoreWaiting(): void {
    const ids = [...waiting].slice(0, BATCH)
    for (const id of ids) waiting.delete(id)
    const before = saveScores(tx => listToScore(tx, ids))
    for (const lead of before) {
      if (scoreNow(lead).total !== lead.score) events.publish({ type: 'lead.scored', leadId: lead.id })
    }
    if (waiting.size > 0) cancelWake = wakeIn(clock, 0, scoreWaiting)
  }

  function hear(event: AppEvent): void {
    const isWeighedOtherwise = event.type === 'settings.changed' && rulesInUse !== rules()
    if (isWeighedOtherwise || event.type === 'leads.changed') {
      rulesInUse = rules()
      jobs.enqueue(db, scoreAllKind, {}, { key: 'all' })
    }
    if (event.type !== 'lead.created' && event.type !== 'lead.changed' && event.type !== 'message.added') return
    if (waiting.size === 0) cancelWake = wakeIn(clock, GATHER_FOR, scoreWaiting)
    waiting.add(event.leadId)
  }

  return {
    /** Hears of changes from now on. Returns the stop. */
    start(): () => void {
      const stopListening = events.subscribe(({ event }) => hear(event))
      return () => {
        stopListening()
        cancelWake()
      }
    },

    definitions: [
      defineJob({
        ...scoreAllKind,
        dailyAt: '04:20',
        timeoutMs: LONGEST,
        async run(_, { signal }) {
          let seq = 0
          for (;;) {
            const found = saveScores(tx => listToScoreAfter(tx, seq, BATCH))
            const last = found.at(-1)
            if (last === undefined) break
            seq = last.seq
            await nextTurn()
            signal.throwIfAborted()
          }
          events.publish({ type: 'leads.scored' })
        },
      }),
    ],

    service: {
      /** As of now, and not of the last time it was stored: time alone gives and takes points. */
      async ofLead(viewer: Viewer, leadId: LeadId): Promise<LeadScore> {
        const [lead] = isLeadVisible(db, viewer, leadId) ? listToScore(db, [leadId]) : []
        if (!lead) throw notFound('lead')
        return scoreNow(lead)
      },

      async preview({ weights, countries }: { weights: ScoreWeights; countries: string[] }): Promise<ScorePreview> {
        const newest = listNewestToScore(db, PREVIEWED)
        const now = clock.now()
        const compared = newest.map(lead => {
          const after = scoreOf(lead, { weights, countries, now })
          return { leadId: lead.id, name: lead.name, before: scoreNow(lead).total, after: after.total }
        })
        const everyRule = Object.fromEntries(ScoreRules.options.map(rule => [rule, 1])) as ScoreWeights
        const holding = newest.flatMap(lead => scoreOf(lead, { weights: everyRule, countries, now }).parts)
        const countOf = (rule: ScoreRule) => holding.filter(part => part.rule === rule).length
        const moved = compared.filter(({ before, after }) => before !== after)
        return {
          leads: compared.length,
          changed: moved.length,
          before: describe(compared.map(({ before }) => before)),
          after: describe(compared.map(({ after }) => after)),
          holds: ScoreRules.options.map(rule => ({ rule, leads: countOf(rule) })),
          moved: moved
            .sort((one, other) => Math.abs(other.after - other.before) - Math.abs(one.after - one.before))
            .slice(0, MOVED_SHOWN),
        }
      },
    },
  }
}
export type ScoringService = ReturnType<typeof createScoring>['service']

function describe(scores: readonly number[]) {
  if (scores.length === 0) return { average: 0, highest: 0, lowest: 0 }
  const sum = scores.reduce((total, score) => total + score, 0)
  return {
    average: Math.round((sum / scores.length) * 10) / 10,
    highest: Math.max(...scores),
    lowest: Math.min(...scores),
  }
}
