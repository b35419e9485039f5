import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, sep } from 'node:path'

const MOST_SHOWN = 100

/**
 * Folders of this PC to choose from while a path is being typed: those in it when it is a folder, else those beside it that begin
 * like it. With nothing typed, where a second disk usually is.
 */
export async function listFolders(typed: string): Promise<string[]> {
  const path = typed.trim()
  if (path === '') return (await Promise.all(startingPlaces().map(withFolders))).flat()
  if (!isAbsolute(path)) return []
  if (path.endsWith(sep) || (await isFolder(path))) return foldersIn(path)
  const start = basename(path).toLowerCase()
  return (await foldersIn(dirname(path))).filter(folder => basename(folder).toLowerCase().startsWith(start))
}

function startingPlaces(): string[] {
  if (process.platform === 'win32') return ['D:\\', 'E:\\', 'F:\\', 'G:\\', homedir()]
  if (process.platform === 'darwin') return ['/Volumes', homedir()]
  return ['/media', join('/media', basename(homedir())), '/mnt', homedir()]
}

async function withFolders(place: string): Promise<string[]> {
  return (await isFolder(place)) ? [place, ...(await foldersIn(place))] : []
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && !entry.name.startsWith('$'))
      .map(({ name }) => join(folder, name))
      .toSorted()
      .slice(0, MOST_SHOWN)
  } catch {
    // Not there, or not for this user to read: nothing to choose from.
    return []
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
