import type { Holdings } from '#shared/domain/backup.ts'
import type { Translate } from '#shared/i18n/keys.ts'
import type { Format } from '../../i18n/format.ts'

/** What a database holds, in one line: "1.204 lead · 38.110 mesaj · 912 dosya". */
export function wordHoldings({ leads, messages, files }: Holdings, t: Translate<'backups'>, format: Format): string {
  return [
    t('leads', { count: leads, formatted: format.number(leads) }),
    t('messages', { count: messages, formatted: format.number(messages) }),
    t('files', { count: files, formatted: format.number(files) }),
  ].join(' · ')
}

export function wordNewest({ newestMessageAt }: Holdings, t: Translate<'backups'>, format: Format): string {
  return newestMessageAt === null ? t('noMessages') : t('newest', { when: format.dateTime(newestMessageAt) })
}
