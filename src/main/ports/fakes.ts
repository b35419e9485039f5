import { randomBytes } from 'node:crypto'
import type { Badge } from './badge.ts'
import type { Clock } from './clock.ts'
import type { Dialogs } from './dialogs.ts'
import type { Notice, NoticeSubject, Notifier } from './notifier.ts'
import type { Power } from './power.ts'
import type { SecretStore } from './secret-store.ts'
import type { Shell } from './shell.ts'
import type { ThisPc } from './this-pc.ts'
import type { Updater } from './updater.ts'

export interface FakeClock extends Clock {
  /** Lets time pass: everything due on the way is called at its own time, in order, each with the event loop free in between. */
  advance(ms: number): Promise<void>
  /** Moves the time at once, as sleep or a person setting the clock does; may be negative. */
  jump(ms: number): Promise<void>
}

export function createFakeClock(startAt = Date.UTC(2026, 0, 15, 9, 0)): FakeClock {
  const wakers = new Set<{ at: number; callback: () => void }>()
  const jumpListeners = new Set<(jump: { from: number; to: number }) => void>()
  let time = startAt

  async function callDue(until: number): Promise<void> {
    await eventLoopTurn()
    for (;;) {
      const next = [...wakers].filter(waker => waker.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) return
      wakers.delete(next)
      time = Math.max(time, next.at)
      next.callback()
      await eventLoopTurn()
    }
  }

  return {
    now: () => time,
    wakeAt(at, callback) {
      const waker = { at, callback }
      wakers.add(waker)
      return () => wakers.delete(waker)
    },
    onJump(listener) {
      jumpListeners.add(listener)
      return () => jumpListeners.delete(listener)
    },
    async advance(ms) {
      const until = time + ms
      await callDue(until)
      time = until
    },
    async jump(ms) {
      const from = time
      time += ms
      for (const listener of [...jumpListeners]) listener({ from, to: time })
      await callDue(time)
    },
  }
}

/** Lets everything that is ready run: promises, then what they set off. */
async function eventLoopTurn(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>(resolve => setImmediate(resolve))
}

/** `shown` is everything that ever was, `standing` what has not been replaced or withdrawn. */
export function createFakeNotifier(): Notifier & { shown: Notice[]; standing(): Notice[] } {
  const shown: Notice[] = []
  const standing = new Map<NoticeSubject, Notice>()
  return {
    shown,
    standing: () => [...standing.values()],
    show(notice) {
      shown.push(notice)
      standing.set(notice.opens ?? notice.about, notice)
    },
    withdraw: about => void standing.delete(about),
  }
}

/** `shown` is every number that was shown, the newest last. */
export function createFakeBadge(): Badge & { shown: number[] } {
  const shown: number[] = []
  return { shown, show: count => void shown.push(count) }
}

/** Wraps by XOR with a key of its own, so that another fake cannot unwrap it. */
export function createFakeSecretStore(kind: SecretStore['kind'] = 'os'): SecretStore {
  const pad = randomBytes(64)
  const mark = randomBytes(8)
  const mask = (bytes: Uint8Array) => Buffer.from(bytes.map((byte, index) => byte ^ (pad[index % pad.length] ?? 0)))
  return {
    kind,
    wrap: bytes => Buffer.concat([mark, mask(bytes)]),
    unwrap(wrapped) {
      if (!mark.equals(wrapped.subarray(0, mark.length))) throw new Error('Wrapped by another key')
      return mask(wrapped.subarray(mark.length))
    },
  }
}

export function createFakeDialogs(answers: { open?: string[]; folder?: string; save?: string } = {}): Dialogs & {
  problems: { title: string; body: string }[]
} {
  const problems: { title: string; body: string }[] = []
  return {
    problems,
    isAvailable: true,
    openFiles: async () => answers.open ?? [],
    openFolder: async () => answers.folder,
    saveFile: async () => answers.save,
    showProblem: async problem => void problems.push(problem),
  }
}

export function createFakeShell(): Shell & { opened: string[] } {
  const opened: string[] = []
  return {
    opened,
    openLink: async url => void opened.push(url.href),
    openFile: async path => void opened.push(path),
    showInFolder: async path => void opened.push(path),
  }
}

export function createFakePower(): Power & { suspend(): void; resume(): void; changeNetwork(): void } {
  const suspend = new Set<() => void>()
  const resume = new Set<() => void>()
  const network = new Set<() => void>()
  const subscribe = (listeners: Set<() => void>) => (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const tell = (listeners: Set<() => void>) => () => {
    for (const listener of [...listeners]) listener()
  }
  return {
    onSuspend: subscribe(suspend),
    onResume: subscribe(resume),
    onNetworkChange: subscribe(network),
    suspend: tell(suspend),
    resume: tell(resume),
    changeNetwork: tell(network),
  }
}

export function createFakeThisPc(): ThisPc {
  let settings = { startsAtLogin: false, staysInTray: false }
  return {
    get: () => settings,
    change({ startsAtLogin = settings.startsAtLogin, staysInTray = settings.staysInTray }) {
      settings = { startsAtLogin, staysInTray }
    },
  }
}

/** `found` is what the feed has; `arrive` ends the download that is under way. */
export function createFakeUpdater(): Updater & {
  found: { version: string } | null | Error
  asked: string[]
  installed: number
  progress(percent: number): void
  arrive(problem?: Error): void
} {
  let download: { onProgress: (percent: number) => void; ended: PromiseWithResolvers<void> } | undefined
  return {
    isAvailable: true,
    found: null,
    asked: [],
    installed: 0,
    async check(feed) {
      this.asked.push(feed)
      if (this.found instanceof Error) throw this.found
      return this.found
    },
    async download({ onProgress, signal }) {
      const ended = Promise.withResolvers<void>()
      download = { onProgress, ended }
      signal.addEventListener('abort', () => ended.reject(signal.reason as Error))
      await ended.promise
    },
    install() {
      this.installed += 1
    },
    progress: percent => download?.onProgress(percent),
    arrive: problem => (problem ? download?.ended.reject(problem) : download?.ended.resolve()),
  }
}
