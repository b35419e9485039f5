import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** On the disk, and not only in the system's memory: a power cut may come right after. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A new name is on the disk only when its folder is. Windows does so by itself and cannot be asked to. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Gives a finished file its name: whoever finds the name finds the whole file. */
export function nameDurably(partial: string, file: string): void {
  syncFile(partial)
  renameSync(partial, file)
  syncFolder(dirname(file))
}

/** For the owner's eyes only; whole, or as it was before. */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const partial = `${file}.partial`
  try {
    writeFileSync(partial, content, { mode: 0o600 })
    nameDurably(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}
