import { Button } from '@mantine/core'
import { useTranslation } from '../i18n/use-translation.ts'
import { FrontPage } from '../ui/front-page.tsx'

/** The core was updated while this window was open. */
export function OutOfDatePage() {
  const { t } = useTranslation('frame')
  return (
    <FrontPage title={t('outOfDate')} subtitle={t('outOfDateHint')}>
      <Button autoFocus onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </FrontPage>
  )
}
