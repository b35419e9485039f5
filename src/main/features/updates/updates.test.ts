import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFakeUpdater } from '../../ports/fakes.ts'
import { UpdaterProblem } from '../../ports/updater.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { createUpdateService } from './service.ts'

const FEED = 'https://updates.example.com/santral/'

let office: Awaited<ReturnType<typeof openTestOffice>>
let updater: ReturnType<typeof createFakeUpdater>
let updates: ReturnType<typeof createUpdateService>

beforeEach(async () => {
  office = await openTestOffice()
  updater = createFakeUpdater()
  updates = open()
})
afterEach(async () => {
  await updates.stop()
  office.close()
})

function open() {
  const { db, clock, events } = office
  return createUpdateService({ db, clock, events, updater })
}
const settled = () => new Promise<void>(resolve => setImmediate(resolve))

it('ask nobody until an admin has named a feed', async () => {
  await updates.checkByItself()
  await expect(updates.check()).rejects.toThrow('NO_FEED')
  expect(updater.asked).toEqual([])
  expect(await updates.get()).toEqual({ isSupported: true, feed: null, state: { kind: 'unasked' } })

  await updates.setFeed(office.admin.id, FEED)
  await updates.checkByItself()
  expect(updater.asked).toEqual([FEED])
  expect((await updates.get()).state).toEqual({ kind: 'newest', at: office.clock.now() })
  // Another start knows the feed, and nothing of what was found.
  expect(await open().get()).toMatchObject({ feed: FEED, state: { kind: 'unasked' } })

  await updates.setFeed(office.admin.id, null)
  await updates.checkByItself()
  expect(updater.asked).toHaveLength(1)
})

it('are fetched when a person says so, and installed when a person says so', async () => {
  await updates.setFeed(office.admin.id, FEED)
  updater.found = { version: '2.0.0' }
  await updates.checkByItself()
  expect((await updates.get()).state).toMatchObject({ kind: 'available', version: '2.0.0' })
  await expect(updates.install(office.admin.id)).rejects.toThrow('NO_UPDATE')

  await updates.download(office.admin.id)
  updater.progress(41.7)
  expect((await updates.get()).state).toEqual({ kind: 'downloading', version: '2.0.0', percent: 41 })
  // Neither the daily look nor a second click gets in its way.
  await updates.checkByItself()
  await updates.download(office.admin.id)
  expect(updater.asked).toHaveLength(1)
  updater.arrive()
  await settled()
  expect((await updates.get()).state).toEqual({ kind: 'ready', version: '2.0.0' })
  expect(updater.installed).toBe(0)

  await updates.install(office.admin.id)
  expect(updater.installed).toBe(1)
  expect(await office.actions(3)).toEqual(['updates.installed', 'updates.downloaded', 'updates.feed_changed'])
})

it('can be given up while they come, and taken up again', async () => {
  await updates.setFeed(office.admin.id, FEED)
  updater.found = { version: '2.0.0' }
  await updates.check()
  await updates.download(office.admin.id)
  expect((await updates.cancelDownload()).state).toMatchObject({ kind: 'available', version: '2.0.0' })
  await updates.download(office.admin.id)
  updater.arrive(new UpdaterProblem('wrong-content'))
  await settled()
  expect((await updates.get()).state).toMatchObject({ kind: 'failed', problem: 'wrong-content', version: '2.0.0' })
  await updates.download(office.admin.id)
  expect((await updates.get()).state).toMatchObject({ kind: 'downloading' })
})

it('say why nothing could be had, and nothing of a feed that is not asked any more', async () => {
  await updates.setFeed(office.admin.id, FEED)
  updater.found = new UpdaterProblem('unreachable')
  await updates.checkByItself()
  expect((await updates.get()).state).toMatchObject({ kind: 'failed', problem: 'unreachable', version: null })
  await expect(updates.download(office.admin.id)).rejects.toThrow('NO_UPDATE')
  updater.found = new TypeError('a bug')
  expect((await updates.check()).state).toMatchObject({ kind: 'failed', problem: 'unknown' })

  updater.found = { version: '9.0.0' }
  const asking = updates.checkByItself()
  await updates.setFeed(office.admin.id, 'https://other.example.com/')
  await asking
  expect((await updates.get()).state).toEqual({ kind: 'unasked' })
})

it('are not for a program that cannot renew itself', async () => {
  Object.assign(updater, { isAvailable: false })
  await updates.setFeed(office.admin.id, FEED)
  await updates.checkByItself()
  await expect(updates.check()).rejects.toThrow('NO_FEED')
  expect(updater.asked).toEqual([])
  expect((await updates.get()).isSupported).toBe(false)
})
