import { useTranslation } from 'react-i18next'
import { Page } from '../ui/page.tsx'

export function SettingsSections() {
  const { t } = useTranslation('settings')
  return <Page title={t('title')}>{null}</Page>
}
