import { beforeEach, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../../ports/fakes.ts'
import { createPresenceWatch, type PresenceWatch } from './presence-watch.ts'

let clock: FakeClock
let isShown: boolean
let watch: PresenceWatch
beforeEach(() => {
  clock = createFakeClock()
  isShown = true
  watch = createPresenceWatch({ clock, showsOnline: () => isShown })
})

/** The one thing that is asked of a line. */
function aLine() {
  const asked: string[] = []
  return { asked, presenceSubscribe: async (jid: string) => void asked.push(jid) }
}
const person = (lid: number) => ({ phone: null, lid: String(lid) })

it('asks once a line for each person, and again on the next line for whom somebody looked at lately', async () => {
  const first = aLine()
  await watch.watch(first, person(1))
  await watch.watch(first, person(1))
  await clock.advance(9 * 60_000)
  await watch.watch(first, person(2))
  expect(first.asked).toEqual(['1@lid', '2@lid'])
  await clock.advance(2 * 60_000)
  const second = aLine()
  await watch.renew(second)
  expect(second.asked).toEqual(['2@lid'])
})

it('asks for nobody while the office is not shown, and catches up when it is', async () => {
  isShown = false
  const line = aLine()
  await watch.watch(line, person(1))
  expect(line.asked).toEqual([])
  isShown = true
  await watch.renew(line)
  expect(line.asked).toEqual(['1@lid'])
})

it('keeps who was looked at while there is no line, but not more than a desk full', async () => {
  for (let lid = 1; lid <= 25; lid += 1) await watch.watch(undefined, person(lid))
  const line = aLine()
  await watch.renew(line)
  expect(line.asked).toHaveLength(20)
  expect(line.asked[0]).toBe('6@lid')
})
