import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createFakeClock,
  createFakeDialogs,
  createFakeNotifier,
  createFakePower,
  createFakeSecretStore,
  createFakeShell,
} from './fakes.ts'
import { createFileSecretStore } from './file-secret-store.ts'
import { createSystemClock } from './system-clock.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the system clock', () => {
  it('adds the offset of its file, follows it and wakes what it passes', async () => {
    const offsetFile = join(folder, 'clock')
    writeFileSync(offsetFile, '3600000')
    const clock = createSystemClock({ offsetFile })
    try {
      expect(Math.abs(clock.now() - Date.now() - 3_600_000)).toBeLessThan(1_000)
      const jumped = new Promise<{ from: number; to: number }>(resolve => clock.onJump(resolve))
      const at = clock.now() + 10 * 3_600_000
      const woken = new Promise<number>(resolve => clock.wakeAt(at, () => resolve(clock.now())))
      writeFileSync(offsetFile, String(24 * 3_600_000))
      const { from, to } = await jumped
      expect(Math.round((to - from) / 3_600_000)).toBe(23)
      expect(await woken).toBeGreaterThanOrEqual(at)
    } finally {
      clock.stop()
    }
  })

  it('keeps its offset while the file is being written or is gone', () => {
    const offsetFile = join(folder, 'clock')
    writeFileSync(offsetFile, 'soon')
    const clock = createSystemClock({ offsetFile })
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000)
    clock.stop()
    const without = createSystemClock({ offsetFile: join(folder, 'nothing') })
    expect(Math.abs(without.now() - Date.now())).toBeLessThan(1_000)
    without.stop()
  })

  describe('with the time of the machine in our hands', () => {
    beforeEach(() => void vi.useFakeTimers())
    afterEach(() => void vi.useRealTimers())

    it('wakes on time, also after longer than a timer can count, and not when cancelled', async () => {
      const clock = createSystemClock()
      const woken: string[] = []
      const year = 365 * 24 * 3_600_000
      clock.wakeAt(clock.now() + year, () => woken.push('year'))
      clock.wakeAt(clock.now() + 90_000, () => woken.push('ninety seconds'))
      clock.wakeAt(clock.now() - 1, () => woken.push('past'))
      clock.wakeAt(clock.now() + 1_000, () => woken.push('never'))()
      expect(woken).toEqual([])
      await vi.advanceTimersByTimeAsync(89_999)
      expect(woken).toEqual(['past'])
      await vi.advanceTimersByTimeAsync(1)
      expect(woken).toEqual(['past', 'ninety seconds'])
      vi.setSystemTime(Date.now() + year)
      await vi.advanceTimersByTimeAsync(11_000)
      expect(woken).toEqual(['past', 'ninety seconds', 'year'])
      clock.stop()
      expect(vi.getTimerCount()).toBe(0)
    })

    it('notices that the machine slept, or that its time was set back', async () => {
      const clock = createSystemClock()
      const jumps: number[] = []
      const stop = clock.onJump(({ from, to }) => jumps.push(Math.round((to - from) / 1_000)))
      await vi.advanceTimersByTimeAsync(60_000)
      expect(jumps).toEqual([])
      vi.setSystemTime(Date.now() + 3_600_000)
      await vi.advanceTimersByTimeAsync(20_000)
      vi.setSystemTime(Date.now() - 1_800_000)
      await vi.advanceTimersByTimeAsync(20_000)
      expect(jumps).toEqual([3_600, -1_800])
      stop()
      vi.setSystemTime(Date.now() + 3_600_000)
      await vi.advanceTimersByTimeAsync(20_000)
      expect(jumps).toHaveLength(2)
      clock.stop()
    })
  })
})

describe('the fake clock', () => {
  it('calls what is due at its own time, in order, including what that sets up', async () => {
    const clock = createFakeClock(0)
    const called: [string, number][] = []
    clock.wakeAt(300, () => called.push(['late', clock.now()]))
    clock.wakeAt(100, () => {
      called.push(['early', clock.now()])
      clock.wakeAt(200, () => called.push(['next', clock.now()]))
    })
    await clock.advance(250)
    expect([called, clock.now()]).toEqual([
      [
        ['early', 100],
        ['next', 200],
      ],
      250,
    ])
    await clock.jump(1_000)
    expect(called.at(-1)).toEqual(['late', 1_250])
  })
})

describe('the fakes', () => {
  it('note what they were asked, and answer as they were told', async () => {
    const [notifier, shell] = [createFakeNotifier(), createFakeShell()]
    notifier.show({ title: 'Ayşe', body: 'Merhaba' })
    await shell.openLink(new URL('https://example.com'))
    await shell.openFile('a.pdf')
    const dialogs = createFakeDialogs({ open: ['a.csv'], save: 'b.pdf' })
    await dialogs.showProblem({ title: 'Disk', body: 'full' })
    expect([notifier.shown, shell.opened, dialogs.problems]).toEqual([
      [{ title: 'Ayşe', body: 'Merhaba' }],
      ['https://example.com/', 'a.pdf'],
      [{ title: 'Disk', body: 'full' }],
    ])
    const question = { title: '', kinds: [], multiple: false, suggestedName: '' }
    expect([await dialogs.openFiles(question), await dialogs.saveFile(question)]).toEqual([['a.csv'], 'b.pdf'])
  })

  it('tell power and network to those who listen, and unwrap only what they wrapped', () => {
    const power = createFakePower()
    const heard: string[] = []
    const stop = power.onSuspend(() => heard.push('suspend'))
    power.onResume(() => heard.push('resume'))
    power.onNetworkChange(() => heard.push('network'))
    power.suspend()
    stop()
    power.suspend()
    power.resume()
    power.changeNetwork()
    expect(heard).toEqual(['suspend', 'resume', 'network'])
    const store = createFakeSecretStore()
    expect(store.unwrap(store.wrap(Buffer.from('key'))).toString()).toBe('key')
    expect(() => createFakeSecretStore().unwrap(store.wrap(Buffer.from('key')))).toThrow('another key')
  })
})

describe('the file secret store', () => {
  it('unwraps what it wrapped, also in a later process', () => {
    const file = join(folder, 'key')
    const wrapped = createFileSecretStore({ file }).wrap(Buffer.from('the data key'))
    expect(wrapped.includes('the data key')).toBe(false)
    expect(createFileSecretStore({ file }).unwrap(wrapped).toString()).toBe('the data key')
  })

  it('refuses what another key wrapped, what is damaged, and a missing or short key file', () => {
    const store = createFileSecretStore({ file: join(folder, 'key') })
    const wrapped = store.wrap(Buffer.from('the data key'))
    const damaged = Buffer.from(wrapped)
    damaged[20] = (damaged[20] ?? 0) ^ 1
    expect(() => store.unwrap(damaged)).toThrow('authenticate')
    expect(() => store.unwrap(Buffer.alloc(4))).toThrow('too short')
    const other = createFileSecretStore({ file: join(folder, 'other') })
    expect(() => other.unwrap(wrapped)).toThrow('missing')
    other.wrap(Buffer.from('x'))
    expect(() => other.unwrap(wrapped)).toThrow('authenticate')
    writeFileSync(join(folder, 'key'), 'short')
    expect(() => store.unwrap(wrapped)).toThrow('damaged')
  })

  it.skipIf(process.platform === 'win32')(
    'keeps the key file for its owner only, and narrows one that was opened up',
    () => {
      const file = join(folder, 'key')
      const store = createFileSecretStore({ file })
      const wrapped = store.wrap(Buffer.from('x'))
      expect(statSync(file).mode & 0o777).toBe(0o600)
      rmSync(file)
      writeFileSync(file, Buffer.alloc(32), { mode: 0o644 })
      expect(() => store.unwrap(wrapped)).toThrow('authenticate')
      expect(statSync(file).mode & 0o777).toBe(0o600)
    },
  )
})
