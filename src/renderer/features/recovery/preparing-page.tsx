import { Center } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { showLocale } from '../../i18n/i18n.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { preparationApi } from '../../rpc/api.ts'
import { FrontPage } from '../../ui/front-page.tsx'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { BackupProgressBar } from '../backups/backup-progress.tsx'

/** Nobody tells this page of changes: it asks. */
const LOOK_MS = 400

/** While a large database is copied and changed for a new version. When it is done the program begins, and this page with it. */
export function PreparingPage() {
  const { t } = useTranslation('recovery')
  const locale = useLocale()
  const { data: progress } = useQuery(
    preparationApi.preparation.progress.queryOptions({ refetchInterval: LOOK_MS, staleTime: 0 }),
  )
  return (
    <FrontPage
      title={t('preparing.title')}
      subtitle={t('preparing.body')}
      width={560}
      foot={
        <Center>
          <LanguageChoice value={locale} size="xs" onChange={showLocale} />
        </Center>
      }
    >
      {progress && <BackupProgressBar title={t('preparing.working')} progress={progress} />}
    </FrontPage>
  )
}
