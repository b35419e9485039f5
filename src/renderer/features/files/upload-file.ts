import type { UploadedFile } from '#shared/contract/files.ts'
import type { FileId, LeadId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'
import { sendBytes } from '../../rpc/send-bytes.ts'
import { readMediaDetails } from './media-details.ts'

interface Upload {
  readonly id: FileId
  readonly leadId: LeadId
  readonly purpose: 'lead-file' | 'message'
  /** Under which it stands among the lead's. */
  readonly label?: string | null
  readonly file: File
  readonly signal: AbortSignal
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void
}

/** Announces a file, sends its bytes and says what is in it. Afterwards it is the lead's, or waits for its message. */
export async function uploadFile(upload: Upload): Promise<UploadedFile> {
  const { id, leadId, purpose, label = null, file, signal, onProgress } = upload
  const details = readMediaDetails(file)
  const { name, type: mime, size } = file
  const { url } = await rpc.files.startUpload({ id, leadId, purpose, name, mime, size, label })
  signal.throwIfAborted()
  await sendBytes(url, file, signal, onProgress)
  return rpc.files.finishUpload({ id, details: await details })
}
