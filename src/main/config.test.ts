import { describe, expect, it } from 'vitest'
import { defaultDataFolder, readEnvironment } from './config.ts'

const ROOT = 'ab'.repeat(32)

describe('the environment', () => {
  it('replaces an outside address by one of this machine only', () => {
    expect(readEnvironment({ SANTRAL_WHATSAPP_URL: 'ws://127.0.0.1:9/ws' }).endpoints.whatsapp).toBe(
      'ws://127.0.0.1:9/ws',
    )
    expect(readEnvironment({ SANTRAL_GRAPH_URL: 'http://127.0.0.1:9' }).endpoints.graph).toBe('http://127.0.0.1:9')
    for (const url of ['wss://evil.example/ws', 'ws://127.0.0.1.evil.example', 'ws://10.0.0.1:9', 'yok']) {
      expect(() => readEnvironment({ SANTRAL_WHATSAPP_URL: url })).toThrow()
      expect(() => readEnvironment({ SANTRAL_GRAPH_URL: url })).toThrow()
    }
  })

  it('believes a foreign root key only for a replaced server', () => {
    const key = { SANTRAL_WHATSAPP_ROOT_KEY: ROOT }
    expect(readEnvironment(key).endpoints.whatsappRootKey).toBeUndefined()
    const both = readEnvironment({ ...key, SANTRAL_WHATSAPP_URL: 'ws://localhost:9' })
    expect(both.endpoints.whatsappRootKey).toEqual(Buffer.from(ROOT, 'hex'))
  })

  it('leaves everything at the real world when it says nothing', () => {
    expect(readEnvironment({})).toMatchObject({ dataFolder: undefined, endpoints: { whatsapp: undefined } })
  })
})

it('keeps the data where each system keeps it', () => {
  expect(defaultDataFolder('win32', { APPDATA: 'C:/R' })).toMatch(/Santral$/)
  expect(defaultDataFolder('linux', { XDG_CONFIG_HOME: '/x' })).toBe('/x/Santral')
  expect(defaultDataFolder('darwin', {})).toContain('Application Support')
})
