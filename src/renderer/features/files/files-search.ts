import { z } from 'zod'
import { type FileFilter, FileLabel } from '#shared/contract/files.ts'
import type { FileKind } from '#shared/domain/file.ts'

/** The kinds as a person tells them apart: a sticker is a picture, a voice message a sound. */
export const KIND_GROUPS = {
  images: ['image', 'sticker'],
  documents: ['document'],
  sounds: ['voice', 'audio'],
  videos: ['video'],
} as const satisfies Record<string, readonly FileKind[]>
export type KindGroup = keyof typeof KIND_GROUPS
export const KIND_GROUP_NAMES = Object.keys(KIND_GROUPS) as KindGroup[]

/** The filters of a lead's files as they stand in the address. What cannot be read there filters nothing. */
export const FilesSearch = z.object({
  file: z.string().max(200).optional().catch(undefined),
  label: FileLabel.optional().catch(undefined),
  kind: z
    .enum(KIND_GROUP_NAMES as [KindGroup, ...KindGroup[]])
    .optional()
    .catch(undefined),
})
export type FilesSearch = z.infer<typeof FilesSearch>

export function toFileFilter({ file, label, kind }: FilesSearch): FileFilter {
  return { search: file?.trim() ?? '', label: label ?? null, kinds: kind === undefined ? [] : [...KIND_GROUPS[kind]] }
}

export function isFilteringFiles({ file, label, kind }: FilesSearch): boolean {
  return (file !== undefined && file !== '') || label !== undefined || kind !== undefined
}
