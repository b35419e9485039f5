import { EventEmitter } from 'node:events'
import { happened } from './control.ts'
import { refuseUnknown } from './refuse-unknown.ts'

/** The system's own updater, as far as others tell it that they end the program. */
export const autoUpdater = refuseUnknown('autoUpdater', new EventEmitter())
autoUpdater.on('before-quit-for-update', () => happened('quits-for-update'))
