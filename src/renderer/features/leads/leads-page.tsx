import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'

export function LeadsPage() {
  const { t } = useTranslation('leads')
  return <Page title={t('title')}>{null}</Page>
}
