import { z } from 'zod'
import { ImportId } from '#shared/domain/ids.ts'
import { defineJobKind } from '../../jobs/define-job.ts'

const aboutImport = z.object({ importId: ImportId })
/** One file after the other: two would wait for each other's transactions. */
const lane = () => 'imports'

export const CheckImport = defineJobKind({ name: 'imports.check', data: aboutImport, lane })
export const RunImport = defineJobKind({ name: 'imports.run', data: aboutImport, lane })
export const UndoImport = defineJobKind({ name: 'imports.undo', data: aboutImport, lane })
