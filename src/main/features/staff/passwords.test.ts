import { describe, expect, it } from 'vitest'
import { createPasswords, PASSWORD_COST } from './passwords.ts'

const cheap = { N: 2 ** 4, r: 8, p: 1 }

describe('passwords', () => {
  it('are told from others', async () => {
    const passwords = createPasswords(cheap)
    const stored = await passwords.hash('şifrem çok uzun')
    expect(await passwords.verify('şifrem çok uzun', stored)).toEqual({ isRight: true, isOutdated: false })
    expect(await passwords.verify('sifrem cok uzun', stored)).toEqual({ isRight: false, isOutdated: false })
    expect(await passwords.verify('anything', undefined)).toEqual({ isRight: false, isOutdated: false })
  })

  it('are the same however the keyboard composes their letters', async () => {
    const passwords = createPasswords(cheap)
    const stored = await passwords.hash('güneş'.normalize('NFC'))
    expect((await passwords.verify('güneş'.normalize('NFD'), stored)).isRight).toBe(true)
  })

  it('have a salt of their own', async () => {
    const passwords = createPasswords(cheap)
    expect(await passwords.hash('same')).not.toBe(await passwords.hash('same'))
  })

  it('carry their cost, so that it can be raised', async () => {
    const stored = await createPasswords(cheap).hash('a password')
    expect(stored).toMatch(/^scrypt\$16\$8\$1\$/)
    const dearer = createPasswords({ N: 2 ** 5, r: 8, p: 1 })
    expect(await dearer.verify('a password', stored)).toEqual({ isRight: true, isOutdated: true })
  })

  it('work at the real cost, which needs more memory than Node allows by itself', async () => {
    const passwords = createPasswords()
    const stored = await passwords.hash('a password')
    expect(stored).toContain(`scrypt$${PASSWORD_COST.N}$8$1$`)
    expect(await passwords.verify('a password', stored)).toEqual({ isRight: true, isOutdated: false })
  })

  it('still work after a hash that cannot be read', async () => {
    const passwords = createPasswords(cheap)
    await expect(passwords.verify('a', 'scrypt$3$8$1$AAAA$AAAA')).rejects.toThrow('Invalid scrypt param')
    await expect(passwords.verify('a', 'md5$AAAA')).rejects.toThrow('cannot be read')
    expect((await passwords.verify('a', await passwords.hash('a'))).isRight).toBe(true)
  })
})
