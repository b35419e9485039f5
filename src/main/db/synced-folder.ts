import { readdirSync } from 'node:fs'
import { dirname, sep } from 'node:path'

/** How the folders of services are called that copy what lies in them to somebody else's computer, whole or torn. */
const SERVICES: readonly (readonly [service: string, name: RegExp])[] = [
  ['OneDrive', /^onedrive(?:\s*-.*)?$/iu],
  ['Dropbox', /^dropbox(?:\s*\(.*\))?$/iu],
  ['Google Drive', /^(?:google ?drive(?:-.*)?|my drive|drive'?ım)$/iu],
  ['iCloud', /^(?:icloud ?drive|icloud~.*|com~apple~clouddocs|mobile documents)$/iu],
  ['Yandex.Disk', /^yandex\.?disk$/iu],
  ['Nextcloud', /^(?:nextcloud|owncloud)$/iu],
  ['MEGA', /^mega(?:sync)?$/iu],
  ['pCloud', /^pcloud ?drive$/iu],
  ['Box', /^box(?: sync)?$/iu],
]

/** What such services leave in the folder that they copy. */
const MARKS: Readonly<Record<string, string>> = {
  '.dropbox': 'Dropbox',
  '.dropbox.cache': 'Dropbox',
  '.stfolder': 'Syncthing',
  '.nextcloudsync.log': 'Nextcloud',
  '.owncloudsync.log': 'Nextcloud',
  '.tmp.drivedownload': 'Google Drive',
  '.tmp.driveupload': 'Google Drive',
  '.SynologyWorkingDirectory': 'Synology Drive',
}

/** Where Windows says that OneDrive keeps its folders, whatever they are called. */
const ONE_DRIVE_VARIABLES = ['OneDrive', 'OneDriveConsumer', 'OneDriveCommercial']

/** macOS puts the folders of all such services here. */
const CLOUD_STORAGE = /\/Library\/CloudStorage\/(?<service>[^/-]+)/u

/**
 * The service that copies a folder away; undefined when none is known to. A path is the real one, without links. What says so is
 * its name, what the service left there, or the system; a service that does none of these is not noticed.
 */
export function findSyncService(
  path: string,
  { environment = process.env, separator = sep }: { environment?: NodeJS.ProcessEnv; separator?: string } = {},
): string | undefined {
  const cloud = CLOUD_STORAGE.exec(path)?.groups?.['service']
  if (cloud !== undefined) return cloud
  for (const variable of ONE_DRIVE_VARIABLES) {
    const root = environment[variable]
    if (root !== undefined && root !== '' && isInside(path, root, separator)) return 'OneDrive'
  }
  for (const name of path.split(separator)) {
    const service = SERVICES.find(([, pattern]) => pattern.test(name))
    if (service) return service[0]
  }
  return findMark(path)
}

function isInside(path: string, root: string, separator: string): boolean {
  const [low, lowRoot] = [path.toLowerCase(), root.toLowerCase()]
  return low === lowRoot || low.startsWith(lowRoot.endsWith(separator) ? lowRoot : lowRoot + separator)
}

function findMark(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const mark = namesIn(folder).find(name => name in MARKS)
    if (mark !== undefined) return MARKS[mark]
    if (dirname(folder) === folder) return undefined
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Not there yet, or not for us to read: then nothing can be known from it.
    return []
  }
}
