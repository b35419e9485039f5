// What `import … from 'electron'` gives in main. A name that is missing here fails the import, by name.
export { app } from './app.ts'
export { autoUpdater } from './auto-updater.ts'
export { BrowserWindow } from './browser-window.ts'
export {
  dialog,
  Menu,
  Notification,
  nativeTheme,
  net,
  powerMonitor,
  safeStorage,
  screen,
  shell,
} from './desktop-surface.ts'
export { ipcMain } from './ipc-main.ts'
export { nativeImage } from './native-image.ts'
export { protocol } from './page-requests.ts'
export { session } from './permissions.ts'
export { Tray } from './tray.ts'
