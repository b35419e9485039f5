import { describe, expect, it } from 'vitest'
import { DEFAULT_SCORE_WEIGHTS, type ScoredLead, scoreOf } from './lead-score.ts'

const NOW = 1_800_000_000_000
const DAY = 86_400_000

const blank: ScoredLead = {
  source: 'manual',
  outcome: 'new',
  countryCode: null,
  language: null,
  city: null,
  hasPhone: false,
  hasEmail: false,
  firstInboundAt: null,
  lastInboundAt: null,
  firstAnsweredAt: null,
  lastContactedAt: null,
  lastCalledAt: null,
  nextActionAt: null,
  createdAt: NOW - 10 * DAY,
}
const score = (lead: Partial<ScoredLead>, countries: string[] = []) =>
  scoreOf({ ...blank, ...lead }, { weights: DEFAULT_SCORE_WEIGHTS, countries, now: NOW })

describe('the score', () => {
  it('is nothing for somebody of whom nothing is known', () => {
    expect(score({})).toEqual({ total: 0, parts: [] })
  })

  it('is the sum of the rules that hold, each with its points', () => {
    const { total, parts } = score({ firstInboundAt: NOW - DAY, lastInboundAt: NOW - DAY, source: 'referral' })
    expect(parts).toEqual([
      { rule: 'wrote', points: 15 },
      { rule: 'was_referred', points: 20 },
      { rule: 'active_this_week', points: 20 },
    ])
    expect(total).toBe(55)
  })

  it.each<[string, Partial<ScoredLead>, string[]]>([
    ['came_by_form', { source: 'meta_lead_ad' }, []],
    ['came_by_ad', { source: 'click_to_whatsapp_ad' }, []],
    ['replied', { firstAnsweredAt: NOW - 9 * DAY, lastInboundAt: NOW - 8 * DAY }, []],
    ['reachable_twice', { hasPhone: true, hasEmail: true }, []],
    ['details_known', { city: 'Berlin', language: 'de' }, []],
    ['wanted_country', { countryCode: 'DE' }, ['DE', 'AT']],
    ['was_called_and_reached', { lastCalledAt: NOW - 9 * DAY, lastContactedAt: NOW - 9 * DAY }, []],
    ['missed_action', { nextActionAt: NOW - 1 }, []],
    ['silent_for_long', { createdAt: NOW - 31 * DAY }, []],
    ['given_up', { outcome: 'rejected' }, []],
  ])('%s', (rule, lead, countries) => {
    expect(score(lead, countries).parts.map(part => part.rule)).toEqual([rule])
  })

  it('leaves out rules without weight', () => {
    const weights = { ...DEFAULT_SCORE_WEIGHTS, wrote: 0 }
    expect(scoreOf({ ...blank, firstInboundAt: NOW - 9 * DAY }, { weights, countries: [], now: NOW }).parts).toEqual([])
  })
})
