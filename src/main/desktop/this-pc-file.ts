import Store from 'electron-store'
import { createLogger } from '../logging/logger.ts'

const log = createLogger('desktop')

/** What belongs to this PC and not to the office: kept in a file of its own beside the database. */
export interface ThisPcFile {
  read(name: string): unknown
  write(name: string, value: unknown): void
}

export function openThisPcFile({ folder }: { folder: string }): ThisPcFile {
  // Whatever is wrong with the file, it holds only habits of a PC: start with an empty one.
  const store = new Store<Record<string, unknown>>({ name: 'this-pc', cwd: folder, clearInvalidConfig: true })
  return {
    read: name => store.get(name),
    write(name, value) {
      try {
        store.set(name, value)
      } catch (error) {
        log.warn({ error, entry: name }, 'what belongs to this PC was not remembered')
      }
    },
  }
}
