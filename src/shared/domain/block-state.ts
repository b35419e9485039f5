import { z } from 'zod'

/** Of a block that WhatsApp does not have yet: it will be told, or it has refused and everything is as before. */
export const BlockState = z.enum(['pending', 'refused'])
export type BlockState = z.infer<typeof BlockState>
