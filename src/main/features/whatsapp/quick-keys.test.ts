import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from 'node:crypto'
import { expect, it } from 'vitest'
import { quickenKeys } from './quick-keys.ts'

const KEY = Buffer.alloc(32, 7)
const NONCE = Buffer.alloc(12, 3)

function everything(key: Uint8Array | KeyObject | string) {
  const cipher = createCipheriv('aes-256-gcm', KEY, NONCE)
  const sealed = Buffer.concat([cipher.update('merhaba'), cipher.final()])
  const decipher = createDecipheriv('aes-256-gcm', KEY, NONCE, { authTagLength: 16 })
  decipher.setAuthTag(cipher.getAuthTag())
  return {
    mac: createHmac('sha256', key).update('merhaba').digest('hex'),
    sealed: sealed.toString('hex'),
    opened: Buffer.concat([decipher.update(sealed), decipher.final()]).toString(),
  }
}

it('changes nothing but the time that it takes', () => {
  const keys = [KEY, new Uint8Array(KEY), 'a secret in words', Buffer.alloc(0)]
  const before = keys.map(everything)
  const original = createHmac
  quickenKeys()
  const quick = createHmac
  expect(quick).not.toBe(original)
  quickenKeys()
  expect(createHmac).toBe(quick)
  expect(keys.map(everything)).toEqual(before)
  expect(before[0]?.opened).toBe('merhaba')
  expect(() => createCipheriv('aes-256-gcm', KEY.subarray(1), NONCE)).toThrow('Invalid key length')
})
