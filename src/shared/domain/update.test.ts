import { expect, it } from 'vitest'
import { FeedAddress } from './update.ts'

it('takes updates over an encrypted line, or from this machine, and from nowhere else', () => {
  for (const address of ['https://updates.example.com/santral/', 'http://127.0.0.1:9000/', 'http://localhost/'])
    expect(FeedAddress.safeParse(address).success, address).toBe(true)
  for (const address of [
    'http://updates.example.com/',
    'https://someone:secret@updates.example.com/',
    'ftp://updates.example.com/',
    'file:///tmp/feed',
    'http://127.0.0.1.example.com/',
    'updates.example.com',
    '',
  ])
    expect(FeedAddress.safeParse(address).success, address).toBe(false)
})
