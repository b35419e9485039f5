import { useSyncExternalStore } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import { type ConversationId, type FileId, newId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'
import { uploadFile } from '../files/upload-file.ts'

export type MediaForm = 'by-itself' | 'document'

/** A file that was chosen for the next message. It goes up at once, so that sending does not wait for it. */
export interface TrayFile {
  readonly id: FileId
  readonly name: string
  readonly mime: string
  readonly size: number
  readonly form: MediaForm
  /** A `blob:` address of a picture. */
  readonly previewUrl: string | null
  readonly state: 'uploading' | 'ready' | 'failed'
  /** From 0 to 1. */
  readonly share: number
  readonly problem: unknown
}

const NOTHING: readonly TrayFile[] = []
const trays = new Map<ConversationId, readonly TrayFile[]>()
const uploads = new Map<FileId, AbortController>()
const listeners = new Set<() => void>()

function write(conversationId: ConversationId, files: readonly TrayFile[]): void {
  if (files.length === 0) trays.delete(conversationId)
  else trays.set(conversationId, files)
  for (const listener of listeners) listener()
}

function read(conversationId: ConversationId): readonly TrayFile[] {
  return trays.get(conversationId) ?? NOTHING
}

function change(conversationId: ConversationId, id: FileId, changes: Partial<TrayFile>): void {
  write(
    conversationId,
    read(conversationId).map(file => (file.id === id ? { ...file, ...changes } : file)),
  )
}

/** Puts files into the tray of a conversation and begins to send them to the core. */
export function addToTray(
  { id: conversationId, leadId }: Pick<Conversation, 'id' | 'leadId'>,
  files: readonly File[],
  form: MediaForm,
): void {
  for (const file of files) {
    const id = newId<FileId>()
    const { name, type: mime, size } = file
    const previewUrl = mime.startsWith('image/') ? URL.createObjectURL(file) : null
    const added = { id, name, mime, size, form, previewUrl, state: 'uploading', share: 0, problem: null } as const
    write(conversationId, [...read(conversationId), added])
    const upload = new AbortController()
    uploads.set(id, upload)
    const onProgress = (share: number) => change(conversationId, id, { share })
    uploadFile({ id, leadId, purpose: 'message', file, signal: upload.signal, onProgress }).then(
      () => change(conversationId, id, { state: 'ready' }),
      (problem: unknown) => change(conversationId, id, { state: 'failed', problem }),
    )
  }
}

function drop(conversationId: ConversationId, id: FileId): void {
  const files = read(conversationId)
  const gone = files.find(file => file.id === id)
  if (gone?.previewUrl) URL.revokeObjectURL(gone.previewUrl)
  uploads.get(id)?.abort()
  uploads.delete(id)
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
    () => read(conversationId),
  )
}
