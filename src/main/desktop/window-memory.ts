import Store from 'electron-store'
import { createLogger } from '../logging/logger.ts'
import { RememberedWindow } from './window-placement.ts'

const log = createLogger('desktop')

/** What belongs to this PC and not to the office: kept in a file of its own beside the database. */
export interface WindowMemory {
  recall(): RememberedWindow | undefined
  remember(window: RememberedWindow): void
}

export function createWindowMemory({ folder }: { folder: string }): WindowMemory {
  // Whatever is wrong with the file, it is only the place of a window: start with an empty one.
  const store = new Store<{ window?: unknown }>({ name: 'this-pc', cwd: folder, clearInvalidConfig: true })
  return {
    recall: () => RememberedWindow.safeParse(store.get('window')).data,
    remember(window) {
      try {
        store.set('window', window)
      } catch (error) {
        log.warn({ error }, 'the place of the window was not remembered')
      }
    },
  }
}
