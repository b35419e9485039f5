// node scripts/generate-notices.ts: writes the text that About shows. Run it after a dependency changed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeNotices } from './third-party-notices.ts'

const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'resources/third-party-notices.txt'), writeNotices(root))
