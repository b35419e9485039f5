import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'

/** File systems that are on another machine, as Linux and macOS name them. */
const NETWORK_FILE_SYSTEMS = new Set([
  ...[
    'nfs',
    'nfs4',
    'cifs',
    'smb3',
    'smbfs',
    'afpfs',
    'afs',
    'ncpfs',
    'webdav',
    'davfs',
    'ceph',
    'glusterfs',
    'lustre',
    'beegfs',
  ],
  ...[
    'fuse.sshfs',
    'fuse.rclone',
    'fuse.glusterfs',
    'fuse.ceph',
    'fuse.davfs2',
    'fuse.curlftpfs',
    'fuse.s3fs',
    'fuse.gvfsd-fuse',
  ],
])

/** The name of the network file system that holds an existing folder; undefined for a local one, and where it cannot be known. */
export function findNetworkDrive(folder: string): string | undefined {
  try {
    // On Windows this also turns a mapped drive letter into the \\server\share behind it.
    const path = realpathSync.native(folder)
    if (process.platform === 'win32') return isNetworkPathOfWindows(path) ? 'UNC' : undefined
    const mounts =
      process.platform === 'darwin'
        ? parseMountsOfMac(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2_000 }))
        : parseMountsOfLinux(readFileSync('/proc/self/mounts', 'utf8'))
    return networkFileSystemOf(path, mounts)
  } catch {
    return undefined
  }
}

interface Mount {
  at: string
  fileSystem: string
}

export function isNetworkPathOfWindows(path: string): boolean {
  return /^\\\\\?\\UNC\\/i.test(path) || /^\\\\(?![?.]\\)/.test(path)
}

export function parseMountsOfLinux(text: string): Mount[] {
  return text.split('\n').flatMap(line => {
    const [, at, fileSystem] = line.split(' ')
    return at && fileSystem
      ? [
          {
            at: at.replaceAll(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8))),
            fileSystem,
          },
        ]
      : []
  })
}

export function parseMountsOfMac(text: string): Mount[] {
  return text.split('\n').flatMap(line => {
    const found = /^.+? on (?<at>\/.*) \((?<fileSystem>[^,)]+)/.exec(line)?.groups
    return found?.at && found.fileSystem ? [{ at: found.at, fileSystem: found.fileSystem }] : []
  })
}

/** Looks at the innermost mount that holds the path; of two on the same place, the later one covers the earlier. */
export function networkFileSystemOf(path: string, mounts: readonly Mount[]): string | undefined {
  let innermost: Mount | undefined
  for (const mount of mounts) {
    const holds = mount.at === '/' || path === mount.at || path.startsWith(`${mount.at}/`)
    if (holds && mount.at.length >= (innermost?.at.length ?? 0)) innermost = mount
  }
  return innermost && NETWORK_FILE_SYSTEMS.has(innermost.fileSystem) ? innermost.fileSystem : undefined
}
