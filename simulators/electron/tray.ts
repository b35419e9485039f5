import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { happened, onCommand } from './control.ts'
import type { Menu } from './desktop-surface.ts'
import { refuseUnknown } from './refuse-unknown.ts'

const trays: Tray[] = []

/** Electron's Tray beside no clock; a program of a test has one at most. */
export class Tray extends EventEmitter {
  private menu: Menu | null = null

  constructor(image: string) {
    super()
    if (!existsSync(image)) throw new Error(`Failed to load image from path '${image}'`)
    happened('tray-shown')
    trays.push(this)
    // biome-ignore lint/correctness/noConstructorReturn: what the program holds must refuse what is not there
    return refuseUnknown('Tray', this as Tray)
  }

  setToolTip(words: string): void {
    happened('tray-words', words)
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu
    happened('tray-menu', menu?.labels() ?? null)
  }

  choose(label: string): void {
    this.menu?.choose(label)
  }
}

function theTray(): Tray {
  const [tray] = trays
  if (!tray) throw new Error('There is no tray')
  return tray
}

onCommand('click-tray', () => theTray().emit('click', {}))
onCommand('choose-in-tray', (label: string) => theTray().choose(label))
