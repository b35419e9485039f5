import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const require = createRequire(import.meta.url)

/** Beside the program's own thread, which would stand still for as long as a large file takes. */
const CHECK = `
const { parentPort, workerData } = require('node:worker_threads')
const Database = require(workerData.driver)
const sqlite = new Database(workerData.file, { readonly: true, timeout: 5000 })
parentPort.postMessage(sqlite.pragma('integrity_check', { simple: true }))
sqlite.close()
`

/** Whether every page, row and index of that database file is as it must be. */
export function isDatabaseWhole(file: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(CHECK, { eval: true, workerData: { file, driver: require.resolve('better-sqlite3') } })
    worker.once('message', verdict => resolve(verdict === 'ok'))
    worker.once('error', error => {
      // A file so damaged that it cannot even be read.
      if ((error as { code?: string }).code?.startsWith('SQLITE_CORRUPT')) resolve(false)
      else reject(error)
    })
  })
}
