import { describe, expect, it } from 'vitest'
import { PAGE_ADDRESS } from './page-address.ts'
import { isPermissionGranted, mayHavePermission } from './permission-rules.ts'

const ours = { isMainFrame: true, requestingUrl: `${PAGE_ADDRESS}#/inbox` }
const refused = [
  'geolocation',
  'clipboard-read',
  'display-capture',
  'fullscreen',
  'midi',
  'midiSysex',
  'pointerLock',
  'openExternal',
  'fileSystem',
  'usb',
  'hid',
  'serial',
  'storage-access',
  'idle-detection',
  'something Electron will have one day',
]

describe('a permission', () => {
  it.each(['notifications', 'clipboard-sanitized-write'])('for %s is our own page’s', permission => {
    expect(isPermissionGranted(permission, PAGE_ADDRESS, undefined)).toBe(true)
    expect(mayHavePermission(permission, ours)).toBe(true)
  })

  it.each(refused)('for %s is nobody’s', permission => {
    expect(isPermissionGranted(permission, PAGE_ADDRESS, undefined)).toBe(false)
    expect(mayHavePermission(permission, ours)).toBe(false)
  })

  it('for sound does not bring the camera along', () => {
    expect(isPermissionGranted('media', PAGE_ADDRESS, 'audio')).toBe(true)
    for (const type of ['video', 'unknown', undefined])
      expect(isPermissionGranted('media', PAGE_ADDRESS, type)).toBe(false)
    const ask = (mediaTypes?: string[]) => mayHavePermission('media', Object.assign({ mediaTypes }, ours))
    expect(ask(['audio'])).toBe(true)
    for (const types of [['video'], ['audio', 'video'], [], undefined]) expect(ask(types)).toBe(false)
  })

  it('is no stranger’s, and no frame’s', () => {
    for (const address of ['https://example.com/', 'app://other/', 'file:///index.html', '', 'about:blank']) {
      expect(isPermissionGranted('notifications', address, undefined), address).toBe(false)
      expect(mayHavePermission('notifications', { isMainFrame: true, requestingUrl: address }), address).toBe(false)
    }
    expect(mayHavePermission('notifications', { ...ours, isMainFrame: false })).toBe(false)
  })
})
