import { z } from 'zod'

export const Locale = z.enum(['tr', 'en'])
export type Locale = z.infer<typeof Locale>
