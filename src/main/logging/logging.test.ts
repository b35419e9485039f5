import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger, LOG_FILE, setLogLevel, startLogging } from './logger.ts'
import { maskText, redact } from './redact.ts'
import { silenceLibsignal } from './silence-libsignal.ts'

describe('redaction', () => {
  it('masks numbers, addresses and tokens in text, and leaves what only looks like them', () => {
    const masked = {
      'call +90 555 123 45 67 now': 'call [number] now',
      'from 905551234567@s.whatsapp.net': 'from [address]',
      'from 123456789012345:3@lid': 'from [number]:[address]',
      'mail to ayşe.yılmaz@örnek.com.tr': 'mail to [address]',
      'GET /me?access_token=EAABsbCS1&limit=5': 'GET /me?access_token=[token]&limit=5',
      'authorization: Bearer abc.def-123': 'authorization: Bearer [token]',
      [`sent ${'EAAB1x'.repeat(20)}`]: 'sent [token]',
      '(0555) 123-45-67': '[number]',
      'insert failed params: Ayşe,5': 'insert failed params: [private]',
      'lead 01981234-5678-7abc-8def-1234567890ab at 2026-01-15T21:00:00+03:00': undefined,
      'listening on 127.0.0.1:51234, 12 of 3000 rows in 45 ms': undefined,
    }
    for (const [text, expected] of Object.entries(masked)) expect(maskText(text)).toBe(expected ?? text)
  })

  it('masks private fields at any depth, long numbers of unknown meaning, bytes and errors', () => {
    const error = Object.assign(new Error('no lead for +905551234567', { cause: new Error('a@b.de') }), {
      code: 'E1',
      phone: '5',
    })
    const redacted = redact({
      leadId: 'x1',
      rowCount: 12_345_678,
      startedAt: 1_768_467_600_000,
      caller: 905_551_234_567,
      lead: { push_name: 'Ayşe', accessToken: 'EAAB', tags: ['vip', 'a@b.de'], stage: { id: 7 } },
      bytes: Buffer.from('secret'),
      map: new Map([['k', 'v']]),
      when: new Date(0),
      error,
    })
    expect(redacted).toEqual({
      leadId: 'x1',
      rowCount: 12_345_678,
      startedAt: 1_768_467_600_000,
      caller: '[number]',
      lead: { push_name: '[private]', accessToken: '[private]', tags: ['vip', '[address]'], stage: { id: 7 } },
      bytes: '[6 bytes]',
      map: '[map of 1]',
      when: '1970-01-01T00:00:00.000Z',
      error: {
        type: 'Error',
        message: 'no lead for [number]',
        stack: expect.stringContaining('no lead for [number]'),
        code: 'E1',
        phone: '[private]',
        cause: expect.objectContaining({ message: '[address]' }),
      },
    })
    expect(JSON.stringify(redacted)).not.toContain('905551234567')
  })

  it('survives what cannot be read or never ends', () => {
    const circular: Record<string, unknown> = { id: 1 }
    circular.self = circular
    expect(redact(circular)).toEqual({ id: 1, self: '[…]' })
    const hostile = {
      get broken() {
        throw new Error('no')
      },
    }
    expect(redact(hostile)).toBe('[unreadable]')
    expect(redact([() => {}, Symbol('s'), 10n, new Date(Number.NaN)])).toEqual([
      '[function]',
      '[symbol]',
      '10',
      '[no date]',
    ])
  })
})

describe('the log', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const lines = () =>
    readFileSync(join(folder, LOG_FILE), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)

  it('writes lines of facts with area, level and local time, and people in none of them', async () => {
    const log = createLogger('leads')
    const logging = startLogging({ folder, level: 'info' })
    log.info({ leadId: 'l1', name: 'Ayşe Yılmaz', phone: '+905551234567' }, 'lead of +905551234567 stored')
    log.child({ email: 'a@b.de', page: 3 }).warn('retry of %s', 'a@b.de')
    log.error(new Error('lost ayse@example.com'))
    log.debug('not told')
    await logging.stop()
    log.fatal('after the stop')
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        area: 'leads',
        leadId: 'l1',
        name: '[private]',
        phone: '[private]',
        msg: 'lead of [number] stored',
      },
      {
        level: 'warn',
        time: expect.any(String),
        area: 'leads',
        email: '[private]',
        page: 3,
        msg: 'retry of [address]',
      },
      {
        level: 'error',
        time: expect.any(String),
        area: 'leads',
        error: expect.objectContaining({ message: 'lost [address]' }),
        msg: 'error',
      },
    ])
    expect(lines()[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/)
    expect(Math.abs(Date.parse(lines()[0]?.time as string) - Date.now())).toBeLessThan(60_000)
  })

  it('changes its level at run time, for all or for one area', async () => {
    const logging = startLogging({ folder, level: 'warn' })
    const [leads, jobs] = [createLogger('leads'), createLogger('jobs')]
    setLogLevel('debug', 'leads')
    leads.debug('one')
    jobs.debug('none')
    setLogLevel('debug')
    jobs.debug('two')
    setLogLevel('error')
    leads.warn('none')
    await logging.stop()
    expect(lines().map(line => line.msg)).toEqual(['one', 'two'])
  })

  it('never breaks what it logs, whatever it is given', async () => {
    const logging = startLogging({ folder, level: 'info' })
    const log = createLogger('leads')
    const hostile = {
      get broken() {
        throw new Error('no')
      },
    }
    log.info(hostile, 'hostile')
    log.info({ error: undefined, list: [null, undefined] }, 'empty')
    log.info(null as never)
    await logging.stop()
    expect(lines().map(line => line.msg)).toEqual(expect.arrayContaining(['empty']))
  })

  it('goes on when its folder cannot be written', async () => {
    const logging = startLogging({ folder: join(folder, LOG_FILE, 'x\0y'), level: 'info' })
    createLogger('leads').info('lost')
    await logging.stop()
    expect(readdirSync(folder)).toEqual([])
  })

  it('tells standard error too, for a host without a window', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const logging = startLogging({ level: 'info', toStandardError: true })
    createLogger('leads').info('heard')
    await logging.stop()
    const written = write.mock.calls.map(([line]) => String(line))
    write.mockRestore()
    expect(written).toEqual([expect.stringContaining('"msg":"heard"')])
  })
})

describe('libsignal', () => {
  it('does not print private keys', () => {
    const printed: unknown[][] = []
    const print = (...parameters: unknown[]) => void printed.push(parameters)
    const target = { log: print, info: print, warn: print, error: print, debug: print }
    const restore = silenceLibsignal(target)
    const session = { currentRatchet: { ephemeralKeyPair: { privKey: Buffer.from('key') } } }
    target.info('Closing session:', session)
    target.warn('Session already closed', session)
    target.error('Failed to decrypt message with any known session...')
    target.error('Session error:Error: Bad MAC', 'stack')
    target.warn('Decrypted message with closed session.')
    target.info('Removing old closed session:', session)
    target.log('Opening session:', session)
    target.info('Closing open session in favor of incoming prekey bundle')
    target.info('Office opened', 7)
    target.info(session.currentRatchet === undefined)
    restore()
    target.info('Closing session:', 'after')
    expect(printed).toEqual([['Office opened', 7], [false], ['Closing session:', 'after']])
    expect(JSON.stringify(printed)).not.toContain('privKey')
  })
})
