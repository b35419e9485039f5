import { oc } from '@orpc/contract'
import { BackupProgress } from '../domain/backup.ts'
import { helloOfLittleLife } from './recovery.ts'

/** What a page may ask while a large database is brought up to date for a new version of the program. */
export const preparationContract = {
  system: { hello: helloOfLittleLife },
  preparation: {
    /** To be asked again and again: it costs nothing. */
    progress: oc.output(BackupProgress),
  },
}
