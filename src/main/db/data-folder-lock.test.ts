import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataFolderInUse, lockDataFolder } from './data-folder-lock.ts'
import {
  findNetworkDrive,
  isNetworkPathOfWindows,
  networkFileSystemOf,
  parseMountsOfLinux,
  parseMountsOfMac,
} from './network-drive.ts'

describe('lockDataFolder', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function refusal(): DataFolderInUse {
    try {
      lockDataFolder({ folder, now: 2_000 }).release()
    } catch (error) {
      if (error instanceof DataFolderInUse) return error
      throw error
    }
    throw new Error('The folder was free')
  }

  it('lets one in, tells the second who holds it, and lets the next in after a release', () => {
    const lock = lockDataFolder({ folder, now: 1_000 })
    expect(refusal().holder).toEqual({ pid: process.pid, since: 1_000 })
    lock.announce('http://127.0.0.1:4000/?token=t')
    expect(refusal().holder).toEqual({ pid: process.pid, since: 1_000, url: 'http://127.0.0.1:4000/?token=t' })
    lock.release()
    lock.release()
    lockDataFolder({ folder, now: 3_000 }).release()
  })

  it.skipIf(process.platform === 'win32')('keeps the address, which carries a token, for the owner', () => {
    const lock = lockDataFolder({ folder, now: 1_000 })
    expect(statSync(join(folder, 'santral.lock.json')).mode & 0o077).toBe(0)
    lock.release()
  })

  it('is free again after the holder was killed', async () => {
    const script = `
      import { lockDataFolder } from ${JSON.stringify(new URL('data-folder-lock.ts', import.meta.url).href)}
      // Kept: what nobody holds on to is collected, and its lock with it.
      globalThis.lock = lockDataFolder({ folder: ${JSON.stringify(folder)}, now: 1_500 })
      console.log('held')
      setInterval(() => {}, 60_000)`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    expect(refusal().holder).toEqual({ pid: child.pid, since: 1_500 })
    child.kill('SIGKILL')
    await once(child, 'exit')
    lockDataFolder({ folder, now: 3_000 }).release()
  })

  it('still refuses when nobody can read who holds it', () => {
    const lock = lockDataFolder({ folder, now: 1_000 })
    writeFileSync(join(folder, 'santral.lock.json'), '{"pid":')
    expect(refusal().holder).toBeUndefined()
    lock.release()
  })

  it('says so when the folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => lockDataFolder({ folder: join(folder, 'file', 'data'), now: 0 })).toThrow('not-writable')
  })
})

describe('network drives', () => {
  it('are known on Linux by the innermost mount', () => {
    const mounts = parseMountsOfLinux(
      [
        '/dev/sda1 / ext4 rw 0 0',
        '//office/share /mnt/office\\040share cifs rw 0 0',
        'me@host: /home/me/remote fuse.sshfs rw 0 0',
        '/dev/sdb1 /home/me/remote/disk ext4 rw 0 0',
        '',
      ].join('\n'),
    )
    expect(
      [
        '/var/lib/santral',
        '/mnt/office share/data',
        '/mnt/office share',
        '/home/me/remote/x',
        '/home/me/remote/disk/x',
        '/home/me/remote2',
      ].map(path => networkFileSystemOf(path, mounts)),
    ).toEqual([undefined, 'cifs', 'cifs', 'fuse.sshfs', undefined, undefined])
  })

  it('are known on macOS and Windows', () => {
    const mounts = parseMountsOfMac(
      '/dev/disk3s1 on / (apfs, local, journaled)\n//ayse@office/share on /Volumes/Office share (smbfs, nodev, nosuid)\n',
    )
    expect(networkFileSystemOf('/Volumes/Office share/Santral', mounts)).toBe('smbfs')
    expect(networkFileSystemOf('/Users/ayse', mounts)).toBeUndefined()
    const paths = [
      '\\\\office\\share\\Santral',
      '\\\\?\\UNC\\office\\share',
      'C:\\Users\\ayse',
      '\\\\?\\C:\\Users\\ayse',
    ]
    expect(paths.map(isNetworkPathOfWindows)).toEqual([true, true, false, false])
  })

  it('do not hold the folder of temporary files', () => {
    expect(findNetworkDrive(tmpdir())).toBeUndefined()
  })
})
