import type { AttachmentSummary } from '#shared/contract/files.ts'
import type { FileId } from '#shared/domain/ids.ts'
import { LARGEST_TEMPLATE_FILE, TEMPLATE_FILE_TYPES } from '#shared/domain/template.ts'
import { rpc } from '../../rpc/api.ts'
import { StatedProblem } from '../../rpc/problem.ts'
import { sendBytes } from '../../rpc/send-bytes.ts'
import { readMediaDetails } from '../files/media-details.ts'

/** Brings a file for a template; it is the template's when that is saved. */
export async function uploadTemplateFile(
  id: FileId,
  file: File,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<AttachmentSummary> {
  const { name, type: mime, size } = file
  // Told at once, and before anything of it is sent.
  if (!TEMPLATE_FILE_TYPES.includes(mime)) throw new StatedProblem('FILE_NOT_SHOWN')
  if (size > LARGEST_TEMPLATE_FILE)
    throw new StatedProblem('FILE_TOO_LARGE', { data: { largest: LARGEST_TEMPLATE_FILE } })
  const details = readMediaDetails(file)
  const { url } = await rpc.templates.startFile({ id, name, mime, size })
  await sendBytes(url, file, signal, onProgress)
  return rpc.templates.finishFile({ id, details: await details })
}
