import { useSyncExternalStore } from 'react'
import type { UploadedFile } from '#shared/contract/files.ts'
import { type FileId, type LeadId, newId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'
import { uploadFile } from './upload-file.ts'

/** A file on its way to a lead. What has arrived stands in the list of files and no longer here, except where there is something to say. */
export interface LeadUpload {
  readonly id: FileId
  readonly name: string
  readonly file: File
  readonly label: string | null
  readonly state: 'waiting' | 'uploading' | 'failed' | 'duplicate'
  /** From 0 to 1. */
  readonly share: number
  readonly problem: unknown
  /** The file that the lead has already, of the very same content. */
  readonly sameAs: UploadedFile['sameAs']
}

/** Large files side by side only make each other slow. */
const AT_ONCE = 2
const NOTHING: readonly LeadUpload[] = []

const uploads = new Map<LeadId, readonly LeadUpload[]>()
const running = new Map<FileId, AbortController>()
const listeners = new Set<() => void>()

const read = (leadId: LeadId) => uploads.get(leadId) ?? NOTHING

function write(leadId: LeadId, next: readonly LeadUpload[]): void {
  if (next.length === 0) uploads.delete(leadId)
  else uploads.set(leadId, next)
  for (const listener of listeners) listener()
}

function change(leadId: LeadId, id: FileId, changes: Partial<LeadUpload>): void {
  write(
    leadId,
    read(leadId).map(upload => (upload.id === id ? { ...upload, ...changes } : upload)),
  )
}

function forget(leadId: LeadId, id: FileId): void {
  write(
    leadId,
    read(leadId).filter(upload => upload.id !== id),
  )
}

/** Begins to send files to the core, to stand among the lead's. It goes on when the page shows something else. */
export function addLeadUploads(leadId: LeadId, files: readonly File[], label: string | null): void {
  const added = files.map(file => {
    const about = { state: 'waiting', share: 0, problem: null, sameAs: null } as const
    return { id: newId<FileId>(), name: file.name, file, label, ...about }
  })
  write(leadId, [...read(leadId), ...added])
  startNext()
}

function startNext(): void {
  for (const [leadId, waiting] of uploads)
    for (const upload of waiting) if (upload.state === 'waiting' && running.size < AT_ONCE) void run(leadId, upload)
}

async function run(leadId: LeadId, { id, file, label }: LeadUpload): Promise<void> {
  const stop = new AbortController()
  running.set(id, stop)
  change(leadId, id, { state: 'uploading', share: 0 })
  try {
    const onProgress = (share: number) => change(leadId, id, { share })
    const { sameAs } = await uploadFile({
      id,
      leadId,
      purpose: 'lead-file',
      label,
      file,
      signal: stop.signal,
      onProgress,
    })
    if (sameAs === null) forget(leadId, id)
    else change(leadId, id, { state: 'duplicate', sameAs })
  } catch (problem) {
    change(leadId, id, { state: 'failed', problem })
  } finally {
    running.delete(id)
    startNext()
  }
}

export function retryLeadUpload(leadId: LeadId, id: FileId): void {
  change(leadId, id, { state: 'waiting', problem: null })
  startNext()
}

/** The person does not want it after all. */
export function cancelLeadUpload(leadId: LeadId, id: FileId): void {
  running.get(id)?.abort()
  forget(leadId, id)
  // What the core does not hear of it forgets by itself after a day.
  rpc.files.discardUpload({ id }).catch(() => {})
}

/** It has been read that the file is there twice. */
export const dismissLeadUpload = forget

export function useLeadUploads(leadId: LeadId): readonly LeadUpload[] {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => read(leadId),
  )
}
