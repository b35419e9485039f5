import { z } from 'zod'
import { StageId } from '../domain/ids.ts'
import { StageOutcome } from '../domain/stage-outcome.ts'
import { managers, signedIn } from './procedure.ts'

export const StageColor = z.enum([
  'gray',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
])

export const Stage = z.object({
  id: StageId,
  version: z.number(),
  name: z.string(),
  position: z.number(),
  outcome: StageOutcome,
  color: StageColor,
  /** New leads start here. */
  isDefault: z.boolean(),
})
export type Stage = z.infer<typeof Stage>

const details = { name: z.string().trim().min(1).max(60), outcome: StageOutcome, color: StageColor }

export const stages = {
  list: signedIn.output(z.array(Stage)),
  create: managers.input(z.object({ id: StageId, ...details })).output(Stage),
  update: managers.input(z.object({ id: StageId, version: z.number(), ...details })).output(Stage),
  makeDefault: managers.input(z.object({ id: StageId })).output(z.array(Stage)),
  /** The whole order at once, first to last. */
  reorder: managers.input(z.object({ ids: z.array(StageId).min(1).max(100) })).output(z.array(Stage)),
  /** A stage that still has leads, the default one, and the last of the list stay. */
  remove: managers
    .input(z.object({ id: StageId }))
    .output(z.void())
    .errors({ STAGE_IN_USE: { data: z.object({ leads: z.number() }) }, STAGE_IS_DEFAULT: {} }),
}
