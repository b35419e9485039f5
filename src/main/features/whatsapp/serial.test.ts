import { expect, it } from 'vitest'
import { createSerial } from './serial.ts'

it('starts each work only when the one before has ended, and goes on after a failure', async () => {
  const serial = createSerial()
  const seen: string[] = []
  const first = serial.run(async () => {
    seen.push('first starts')
    await new Promise(resolve => setImmediate(resolve))
    seen.push('first ends')
    throw new Error('no')
  })
  const second = serial.run(async () => {
    seen.push('second starts')
    return 2
  })
  await expect(first).rejects.toThrow('no')
  expect(await second).toBe(2)
  expect(seen).toEqual(['first starts', 'first ends', 'second starts'])
})
