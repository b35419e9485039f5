import type { FileId, LeadId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'
import { readMediaDetails } from './media-details.ts'

interface Upload {
  readonly id: FileId
  readonly leadId: LeadId
  readonly purpose: 'lead-file' | 'message'
  readonly file: File
  readonly signal: AbortSignal
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void
}

/** Announces a file, sends its bytes and says what is in it. Afterwards it is the lead's, or waits for its message. */
export async function uploadFile({ id, leadId, purpose, file, signal, onProgress }: Upload): Promise<void> {
  const details = readMediaDetails(file)
  const { name, type: mime, size } = file
  const { url } = await rpc.files.startUpload({ id, leadId, purpose, name, mime, size })
  signal.throwIfAborted()
  await sendBytes(url, file, signal, onProgress)
  await rpc.files.finishUpload({ id, details: await details })
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
      else reject(new Error(`The upload ended with ${request.status}`))
    })
    request.open('PUT', url)
    request.send(file)
  })
}
