import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkBackupFolder } from './folder-check.ts'
import { findSyncService } from './synced-folder.ts'

let root: string
let dataFolder: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'santral-test-'))
  dataFolder = join(root, 'data')
  mkdirSync(dataFolder)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const check = (path: string, neededBytes = 1) => checkBackupFolder(path, { dataFolder, neededBytes })

describe('a folder for backups', () => {
  it('may be new, and on the disk of the data, of which is warned', () => {
    const folder = join(root, 'new')
    expect(check(folder)).toEqual({ path: folder, problem: null, isOnSameDisk: true, freeBytes: expect.any(Number) })
    expect(check(join(dataFolder, 'backups')).problem).toBeNull()
    rmSync(folder, { recursive: true })
    expect(checkBackupFolder(folder, { dataFolder, neededBytes: 1, mustExist: true }).problem).toEqual({
      kind: 'missing',
    })
    expect(existsSync(folder)).toBe(false)
  })

  it('must be a folder of this PC that nobody else keeps, with space', () => {
    writeFileSync(join(root, 'file'), '')
    mkdirSync(join(root, 'Dropbox'))
    expect(check('backups').problem).toEqual({ kind: 'not-absolute' })
    expect(check(join(root, 'no', 'such')).problem).toEqual({ kind: 'missing' })
    expect(check(join(root, 'file')).problem).toEqual({ kind: 'not-a-folder' })
    expect(check(join(dataFolder, 'files')).problem).toEqual({ kind: 'inside-data' })
    expect(check(dataFolder).problem).toEqual({ kind: 'inside-data' })
    expect(check(join(root, 'Dropbox', 'santral')).problem).toEqual({ kind: 'synced-folder', service: 'Dropbox' })
    const needed = 2 ** 60
    expect(check(join(root, 'new'), needed).problem).toEqual({
      kind: 'no-space',
      neededBytes: needed,
      freeBytes: expect.any(Number),
    })
  })

  it.skipIf(process.platform === 'win32')('is looked at where it really is', () => {
    mkdirSync(join(root, 'OneDrive - Ofis'))
    symlinkSync(join(root, 'OneDrive - Ofis'), join(root, 'link'))
    expect(check(join(root, 'link', 'santral')).problem).toEqual({ kind: 'synced-folder', service: 'OneDrive' })
  })

  // Root may write anywhere but on a file system that is read-only.
  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('must be writable', () => {
    const mounted = join(root, 'mounted')
    mkdirSync(mounted)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', mounted])
    try {
      expect(check(join(mounted, 'santral')).problem).toEqual({ kind: 'not-writable' })
    } finally {
      execFileSync('umount', [mounted])
    }
  })
})

describe('a folder that a service copies away', () => {
  const find = (path: string, environment: NodeJS.ProcessEnv = {}, separator = '/') =>
    findSyncService(path, { environment, separator })

  it.each([
    ['/home/me/Dropbox (Ofis)/yedek', 'Dropbox'],
    ['/home/me/OneDrive - Umut Sağlık/yedek', 'OneDrive'],
    ['/Users/Me/Library/CloudStorage/GoogleDrive-a@example.com/My Drive', 'GoogleDrive'],
    ['/Users/Me/Library/Mobile Documents/com~apple~CloudDocs/yedek', 'iCloud'],
    ['/home/me/Google Drive/yedek', 'Google Drive'],
    ['/home/me/Nextcloud', 'Nextcloud'],
    ['/home/me/yedek', undefined],
    ['/home/me/Boxes/yedek', undefined],
  ])('%s: %s', (path, service) => {
    expect(find(path)).toBe(service)
  })

  it('is known by what Windows says, whatever it is called', () => {
    const environment = { OneDriveCommercial: 'D:\\Bulut' }
    expect(find('D:\\Bulut\\Yedek', environment, '\\')).toBe('OneDrive')
    expect(find('D:\\Bulut2\\Yedek', environment, '\\')).toBeUndefined()
  })

  it('is known by what the service left there', () => {
    mkdirSync(join(root, 'anything', '.stfolder'), { recursive: true })
    expect(findSyncService(join(root, 'anything', 'yedek'))).toBe('Syncthing')
  })
})
