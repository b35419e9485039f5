import { EventEmitter } from 'node:events'
import { refuseUnknown } from './refuse-unknown.ts'

/** `on` is all that is used; a channel that nobody listens to is silent, as with the real one. */
export const ipcMain = refuseUnknown('ipcMain', new EventEmitter())
