import { importTasks } from './import-thread.ts'
import { serveThread } from './threads/serve-thread.ts'

await serveThread(importTasks)
