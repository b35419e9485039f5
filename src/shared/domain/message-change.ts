import { z } from 'zod'
import type { MessageDirection, MessageKind, MessageStatus } from './message.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long WhatsApp lets a message be changed, and be deleted for everybody, counted from when it left. */
export const EDIT_WINDOW = 15 * MINUTE
export const DELETE_WINDOW = 60 * HOUR

/** Why a message of ours cannot be changed any more; the page words it. */
export const ChangeObstacle = z.enum(['not-ours', 'not-sent', 'deleted', 'no-text', 'forwarded', 'too-late'])
export type ChangeObstacle = z.infer<typeof ChangeObstacle>

interface Changed {
  readonly direction: MessageDirection
  readonly kind: MessageKind
  readonly status: MessageStatus
  readonly body: string
  readonly isForwarded: boolean
  readonly sentAt: number | null
  readonly deletedAt: number | null
}

const WITH_WORDS: ReadonlySet<MessageKind> = new Set<MessageKind>(['text', 'image', 'video', 'document'])

/** Only what was written here or on the office's phone, has words, and has left a short while ago. */
export function findEditObstacle(message: Changed, now: number): ChangeObstacle | null {
  const obstacle = findCommonObstacle(message)
  if (obstacle !== null) return obstacle
  if (!WITH_WORDS.has(message.kind) || message.body === '') return 'no-text'
  if (message.isForwarded) return 'forwarded'
  return isWithin(message, EDIT_WINDOW, now) ? null : 'too-late'
}

export function findDeletionObstacle(message: Changed, now: number): ChangeObstacle | null {
  return findCommonObstacle(message) ?? (isWithin(message, DELETE_WINDOW, now) ? null : 'too-late')
}

function findCommonObstacle({ direction, status, deletedAt }: Changed): ChangeObstacle | null {
  if (direction !== 'out') return 'not-ours'
  if (deletedAt !== null) return 'deleted'
  return status === 'queued' || status === 'failed' ? 'not-sent' : null
}

function isWithin({ sentAt }: Changed, window: number, now: number): boolean {
  return sentAt !== null && now - sentAt < window
}
