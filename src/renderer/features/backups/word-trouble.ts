import type { BackupTrouble } from '#shared/domain/backup.ts'
import type { Translate } from '#shared/i18n/keys.ts'
import type { Format } from '../../i18n/format.ts'

/** Why there is no backup, or a folder cannot be used, as a sentence with the next step. */
export function wordTrouble(trouble: BackupTrouble, t: Translate<'backups'>, format: Pick<Format, 'bytes'>): string {
  switch (trouble.kind) {
    case 'not-absolute':
      return t('trouble.not-absolute', { example: isWindows() ? 'D:\\Santral' : '/mnt/disk/santral' })
    case 'network-drive':
      return t('trouble.network-drive', { fileSystem: trouble.fileSystem })
    case 'synced-folder':
      return t('trouble.synced-folder', { service: trouble.service })
    case 'no-space':
      // A disk that filled up half way does not say how much was missing.
      if (trouble.neededBytes === 0) return t('trouble.no-space-unknown')
      return t('trouble.no-space', { needed: format.bytes(trouble.neededBytes), free: format.bytes(trouble.freeBytes) })
    case 'missing':
    case 'not-a-folder':
    case 'inside-data':
    case 'not-writable':
    case 'damaged':
      return t(`trouble.${trouble.kind}`)
    default:
      return t('trouble.unexpected')
  }
}

/** The core runs on this very PC, so the page's system is the core's. */
function isWindows(): boolean {
  return navigator.userAgent.includes('Windows')
}
