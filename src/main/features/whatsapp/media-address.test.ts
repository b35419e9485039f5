import { describe, expect, it } from 'vitest'
import { mediaAddress } from './fetch-media.ts'

describe('the address of a content', () => {
  const server = 'https://mmg.whatsapp.net'
  const elsewhere = [
    { url: 'http://192.168.1.1/admin' },
    { url: 'https://10.0.0.1/x' },
    { url: 'http://mmg.whatsapp.net/x' },
    { url: 'https://mmg.whatsapp.net.example.com/x' },
    { url: 'https://mmg.whatsapp.net:8443/x' },
    { url: 'https://user@mmg.whatsapp.net/x' },
    { url: 'file:///etc/passwd' },
    { directPath: '//192.168.1.1/x' },
    { directPath: 'http://192.168.1.1/x' },
    { directPath: '@192.168.1.1/x', url: 'x' },
  ]
  it.each(elsewhere)('is refused where it is not WhatsApp: $url $directPath', place => {
    const look = () => mediaAddress(place, server)
    if (place.directPath?.startsWith('@')) expect(look().origin).toBe(server)
    else expect(look).toThrow(expect.objectContaining({ kind: 'refused-address' }))
  })

  it('is the path on the server, whatever host the sender names', () => {
    expect(mediaAddress({ url: 'http://192.168.1.1/x', directPath: '/v/a?b=c' }, server).href).toBe(`${server}/v/a?b=c`)
  })
})
