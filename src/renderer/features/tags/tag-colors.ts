import type { Tag } from '#shared/contract/tags.ts'

/** Of a word that somebody has just made; the office changes it in the settings. */
export const NEW_TAG_COLOR: Tag['color'] = 'gray'
