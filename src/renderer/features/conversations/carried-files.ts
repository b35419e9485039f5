import { i18n } from '../../i18n/i18n.ts'
import { showProblemToast } from '../../ui/toast.tsx'

interface CarriedItem {
  readonly kind: string
  getAsFile(): File | null
  webkitGetAsEntry(): { readonly isDirectory: boolean } | null
}

/** The files that are dropped or pasted. A folder looks like a file without content; there are no files in it for us. */
export function partCarried(items: Iterable<CarriedItem>): { files: File[]; hasFolder: boolean } {
  const files: File[] = []
  let hasFolder = false
  for (const item of items) {
    if (item.kind !== 'file') continue
    if (item.webkitGetAsEntry()?.isDirectory === true) hasFolder = true
    else files.push(...[item.getAsFile()].filter(file => file !== null))
  }
  return { files, hasFolder }
}

/** The same, with words for a folder. */
export function takeCarried({ items }: DataTransfer): File[] {
  const { files, hasFolder } = partCarried(items)
  if (hasFolder) showProblemToast(i18n.t('conversations:attach.folder'))
  return files
}
