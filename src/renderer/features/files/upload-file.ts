import type { UploadedFile } from '#shared/contract/files.ts'
import type { FileId, LeadId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'
import { ConnectionLostError, StatedProblem } from '../../rpc/problem.ts'
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

/** `fetch` does not tell how far an upload is. */
function sendBytes(url: string, file: File, signal: AbortSignal, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const end = () => request.abort()
    signal.addEventListener('abort', end, { once: true })
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total))
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', end)
      if (request.status >= 200 && request.status < 300) resolve()
      else reject(problemOf(request.status))
    })
    request.open('PUT', url)
    request.send(file)
  })
}

/** The address knows only numbers. */
function problemOf(status: number): Error {
  if (status === 0) return new ConnectionLostError()
  return new StatedProblem(status === 507 ? 'DISK_FULL' : 'UPLOAD_INCOMPLETE')
}
