import type { AttachmentSummary, LeadFile } from '#shared/contract/files.ts'
import { kindOfMime } from './file-type.ts'
import { thumbnailUrlOf } from './media-details.ts'
import type { FileOfLead, FileRow, UploadRow } from './queries.ts'

export function toAttachmentSummary(row: FileRow): AttachmentSummary {
  const { kind, state, error } = row
  return { ...aboutContent(row), kind, state, error }
}

/** A file that waits for its message. */
export function toStagedSummary(row: Content): AttachmentSummary {
  return { ...aboutContent(row), kind: kindOfMime(row.mime), state: 'ready', error: null }
}

export function toLeadFile({ file: row, sentBy }: FileOfLead): LeadFile {
  const { version, leadId, messageId, conversationId, direction, label, staffId, happenedAt } = row
  return {
    ...toAttachmentSummary(row),
    version,
    leadId,
    messageId,
    conversationId,
    direction,
    label,
    addedBy: staffId ?? sentBy,
    addedAt: happenedAt,
  }
}

/** What every table of files knows of a content. */
type Content = Pick<
  UploadRow,
  'id' | 'mime' | 'name' | 'size' | 'width' | 'height' | 'seconds' | 'waveform' | 'thumbnail'
>

function aboutContent({ id, mime, name, size, width, height, seconds, waveform, thumbnail }: Content) {
  return {
    id,
    mime,
    name,
    size,
    width,
    height,
    seconds,
    waveform: waveform && [...waveform],
    thumbnailUrl: thumbnailUrlOf(thumbnail),
  }
}
