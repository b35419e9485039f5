import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answers,
  downloadAddress,
  failedLately,
  rememberFailure,
  retryAfter,
  whyNoElectronWindow,
} from './find-electron.ts'

let folder: string
let server: Server
let address: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'santral-electron-'))
  server = createServer((request, response) => {
    if (request.url === '/here') response.end()
    if (request.url === '/gone') response.writeHead(404).end()
    // Anything else hangs, as a firewall does.
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the memory of a failed download', () => {
  it('makes the next starts quick for a week, then tries again', () => {
    const memory = join(folder, 'deeper', 'memory.json')
    expect(failedLately(memory, 1000)).toBe(false)
    rememberFailure(memory, 1000)
    expect(failedLately(memory, 1000 + retryAfter - 1)).toBe(true)
    expect(failedLately(memory, 1000 + retryAfter)).toBe(false)
  })

  it('counts for the version that was tried only', async () => {
    const memory = join(folder, 'old.json')
    await writeFile(memory, JSON.stringify({ version: '1.0.0', triedAt: 1000 }))
    expect(failedLately(memory, 1001)).toBe(false)
  })

  it('is forgotten when it cannot be read', async () => {
    const memory = join(folder, 'broken.json')
    await writeFile(memory, '{')
    expect(failedLately(memory, 1001)).toBe(false)
  })
})

describe('the look whether the server answers', () => {
  it('says yes only to a found file, and does not wait for a silent one', async () => {
    expect(await answers(`${address}/here`, 2000)).toBe(true)
    expect(await answers(`${address}/gone`, 2000)).toBe(false)
    expect(await answers(`${address}/silence`, 100)).toBe(false)
    expect(await answers('http://127.0.0.1:1/', 2000)).toBe(false)
  })

  it('honours the mirror of an office', () => {
    expect(downloadAddress({})).toMatch(/^https:\/\/github\.com\/electron\/electron\/releases\/download\/v[\d.]+\//)
    expect(downloadAddress({ ELECTRON_MIRROR: 'https://mirror.example/' })).toMatch(/^https:\/\/mirror\.example\/v/)
  })
})

it('knows where Electron cannot open a window at all', () => {
  expect(whyNoElectronWindow('linux', {}, 1000)).toContain('screen')
  expect(whyNoElectronWindow('linux', { DISPLAY: ':0' }, 0)).toContain('root')
  expect(whyNoElectronWindow('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeUndefined()
  expect(whyNoElectronWindow('win32', {}, undefined)).toBeUndefined()
})
