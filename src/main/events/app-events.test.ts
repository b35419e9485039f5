import { describe, expect, it } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { createAppEvents, type PublishedEvent } from './app-events.ts'

const changed = (): AppEvent => ({ type: 'lead.changed', leadId: newId<LeadId>() })

describe('app events', () => {
  it('reach every listener in order until it stops, also when another one fails', () => {
    const events = createAppEvents()
    const heard: PublishedEvent[] = []
    events.subscribe(() => {
      throw new Error('broken listener')
    })
    const stop = events.subscribe(published => heard.push(published))
    const published = [changed(), changed()]
    for (const event of published) events.publish(event)
    stop()
    events.publish(changed())
    expect(heard.map(({ event }) => event)).toEqual(published)
    expect((heard[0]?.id ?? '') < (heard[1]?.id ?? '')).toBe(true)
  })

  it('tell who reconnects what it missed, up to a hundred events', () => {
    const events = createAppEvents()
    const start = events.latestId()
    expect(events.since(start)).toEqual([])
    const published = Array.from({ length: 100 }, changed)
    for (const event of published) events.publish(event)
    const all = events.since(start)
    expect(all === 'gap' ? all : all.map(({ event }) => event)).toEqual(published)
    const [first] = all as PublishedEvent[]
    events.publish(changed())
    expect(events.since(start)).toBe('gap')
    expect(events.since(first?.id ?? '')).toHaveLength(100)
    expect(events.since(events.latestId())).toEqual([])
  })

  it('call an id of an earlier run, or a strange one, a gap', () => {
    const before = createAppEvents()
    before.publish(changed())
    const after = createAppEvents()
    after.publish(changed())
    expect([after.since(before.latestId()), after.since(''), after.since('1')]).toEqual(['gap', 'gap', 'gap'])
    expect(before.latestId() < after.latestId()).toBe(true)
  })
})
