import { useTranslation } from '../../i18n/use-translation.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { Banner } from '../../ui/banner.tsx'

/** The key of this PC does not open what was sealed: links and tokens have to be set up again. */
export function SecretsBanner() {
  const { t } = useTranslation('frame')
  const { secretsState } = useHandshake()
  if (secretsState !== 'cannot-unwrap') return null
  return <Banner tone="broken">{t('secretsLost')}</Banner>
}
