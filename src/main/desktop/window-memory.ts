import type { ThisPcFile } from './this-pc-file.ts'
import { RememberedWindow } from './window-placement.ts'

/** Where the window was on this PC. */
export interface WindowMemory {
  recall(): RememberedWindow | undefined
  remember(window: RememberedWindow): void
}

export function createWindowMemory(file: ThisPcFile): WindowMemory {
  return {
    recall: () => RememberedWindow.safeParse(file.read('window')).data,
    remember: window => file.write('window', window),
  }
}
