import { useSyncExternalStore } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import { LARGEST_FILE } from '#shared/domain/file.ts'
import { type ConversationId, type FileId, newId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'
import { hasCode, StatedProblem } from '../../rpc/problem.ts'
import { uploadFile } from '../files/upload-file.ts'

export type MediaForm = 'by-itself' | 'document' | 'voice'

/** A file that was chosen for the next message. It goes up at once, so that sending does not wait for it. */
export interface TrayFile {
  readonly id: FileId
  readonly name: string
  readonly mime: string
  readonly size: number
  readonly form: MediaForm
  /** A `blob:` or `data:` address of a picture. */
  readonly previewUrl: string | null
  readonly state: 'uploading' | 'ready' | 'failed'
  /** From 0 to 1. */
  readonly share: number
  readonly problem: unknown
}

const NOTHING: readonly TrayFile[] = []
const trays = new Map<ConversationId, readonly TrayFile[]>()
const uploads = new Map<FileId, AbortController>()
/** What was chosen here, for another try. */
const contents = new Map<FileId, File>()
const listeners = new Set<() => void>()

function write(conversationId: ConversationId, files: readonly TrayFile[]): void {
  if (files.length === 0) trays.delete(conversationId)
  else trays.set(conversationId, files)
  for (const listener of listeners) listener()
}

export function readTray(conversationId: ConversationId): readonly TrayFile[] {
  return trays.get(conversationId) ?? NOTHING
}

function change(conversationId: ConversationId, id: FileId, changes: Partial<TrayFile>): void {
  write(
    conversationId,
    readTray(conversationId).map(file => (file.id === id ? { ...file, ...changes } : file)),
  )
}

type Place = Pick<Conversation, 'id' | 'leadId'>

/** Puts files into the tray of a conversation and begins to send them to the core. Resolves with those that are there. */
export async function addToTray(
  conversation: Place,
  files: readonly File[],
  form: MediaForm,
): Promise<readonly TrayFile[]> {
  const ids = files.map(file => {
    const id = newId<FileId>()
    const { name, type: mime, size } = file
    const previewUrl = mime.startsWith('image/') && size <= LARGEST_FILE ? URL.createObjectURL(file) : null
    const added = { id, name, mime, size, form, previewUrl, state: 'uploading', share: 0, problem: null } as const
    write(conversation.id, [...readTray(conversation.id), added])
    contents.set(id, file)
    return id
  })
  await Promise.all(ids.map(id => upload(conversation, id)))
  return readTray(conversation.id).filter(({ id, state }) => ids.includes(id) && state === 'ready')
}

async function upload({ id: conversationId, leadId }: Place, id: FileId): Promise<void> {
  const file = contents.get(id)
  if (file === undefined) return
  const { signal } = startUpload(id)
  try {
    // Told at once, and before anything of it is read.
    if (file.size > LARGEST_FILE) throw new StatedProblem('FILE_TOO_LARGE', { data: { largest: LARGEST_FILE } })
    const onProgress = (share: number) => change(conversationId, id, { share })
    await uploadFile({ id, leadId, purpose: 'message', file, signal, onProgress })
    contents.delete(id)
    change(conversationId, id, { state: 'ready' })
  } catch (problem) {
    change(conversationId, id, { state: 'failed', problem })
  }
}

function startUpload(id: FileId): AbortController {
  const controller = new AbortController()
  uploads.set(id, controller)
  return controller
}

/** Whether another try may help. */
export function canUploadAgain({ state, problem }: TrayFile): boolean {
  return state === 'failed' && !['FILE_TOO_LARGE', 'FILE_EMPTY'].some(code => hasCode(problem, code))
}

export function uploadAgain(conversation: Place, id: FileId): void {
  change(conversation.id, id, { state: 'uploading', share: 0, problem: null })
  void upload(conversation, id)
}

/** The file of a message that was taken back: the core has it still. */
export function returnToTray(conversationId: ConversationId, file: AttachmentSummary): void {
  const { id, name, mime, size, kind, thumbnailUrl: previewUrl } = file
  const form = kind === 'voice' ? 'voice' : kind === 'document' ? 'document' : 'by-itself'
  const returned = { id, name, mime, size, form, previewUrl, state: 'ready', share: 1, problem: null } as const
  write(conversationId, [...readTray(conversationId).filter(one => one.id !== id), returned])
}

function drop(conversationId: ConversationId, id: FileId): void {
  const files = readTray(conversationId)
  const gone = files.find(file => file.id === id)
  if (gone?.previewUrl) URL.revokeObjectURL(gone.previewUrl)
  uploads.get(id)?.abort()
  uploads.delete(id)
  contents.delete(id)
  write(
    conversationId,
    files.filter(file => file.id !== id),
  )
}

/** It went with its message. */
export const takeFromTray = drop

/** The person does not want it after all. */
export function discardFromTray(conversationId: ConversationId, id: FileId): void {
  drop(conversationId, id)
  // What the core does not hear of it forgets by itself after a day.
  rpc.files.discardUpload({ id }).catch(() => {})
}

export function useTray(conversationId: ConversationId): readonly TrayFile[] {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => readTray(conversationId),
  )
}
