import { controlOf } from '../../../../simulators/graph/control-client.ts'
import { makeReadyOffice } from '../../../../simulators/graph/ready-office.ts'
import { startGraphSimulator } from '../../../../simulators/graph/simulator.ts'
import type { Clock } from '../../ports/clock.ts'
import { createFakeClock, type FakeClock } from '../../ports/fakes.ts'
import { GraphAccess } from '../graph-access.ts'
import { createGraphClient, DEFAULT_TIMEOUT } from '../graph-client.ts'
import type { RequestNote } from '../request-log.ts'

const PATIENCE = 20_000

/** A Meta of the test's own with a ready office in it, and the client that asks it. The simulator follows the test's clock. */
export async function openGraphOffice({ clock = createFakeClock() }: { clock?: FakeClock } = {}) {
  const simulator = await startGraphSimulator({ now: () => clock.now() })
  const control = controlOf(simulator)
  const office = await makeReadyOffice(control)
  const notes: RequestNote[] = []
  // A request that waits for its answer is known by its timeout.
  let underWay = 0
  const watched: Clock = {
    ...clock,
    wakeAt(at, callback) {
      if (at - clock.now() !== DEFAULT_TIMEOUT) return clock.wakeAt(at, callback)
      underWay += 1
      let isOver = false
      const over = () => {
        if (!isOver) underWay -= 1
        isOver = true
      }
      const cancel = clock.wakeAt(at, () => {
        over()
        callback()
      })
      return () => {
        over()
        cancel()
      }
    },
  }
  const client = createGraphClient({
    clock: watched,
    requestLog: { note: request => void notes.push(request) },
    baseUrl: simulator.url,
    random: () => 0.5,
  })

  /**
   * Lets time pass while the work waits to go on. While a request is under way it stands still, however slow the machine: only with
   * `hangs` does the client give up waiting for an answer.
   */
  async function withTime<Result>(
    work: Promise<Result>,
    { stepMs = 500, hangs = false }: { stepMs?: number; hangs?: boolean } = {},
  ): Promise<Result> {
    let isDone = false
    void work
      .catch(() => {})
      .finally(() => {
        isDone = true
      })
    const deadline = performance.now() + PATIENCE
    while (!isDone && performance.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 2))
      if (!isDone && (hangs || underWay === 0)) await clock.advance(stepMs)
    }
    return work
  }

  const access = new GraphAccess({ token: office.token, appId: office.app.id, appSecret: office.app.secret })
  const { app, person, page } = office
  const pageToken = (await control.call('createToken', { app: app.id, person: person.id, page: page.id })).token
  const pageAccess = new GraphAccess({ token: pageToken, appId: app.id })

  return {
    clock,
    simulator,
    control,
    office,
    client,
    notes,
    access,
    pageAccess,
    withTime,
    close: () => simulator.close(),
  }
}
export type GraphOffice = Awaited<ReturnType<typeof openGraphOffice>>
