import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { Banner } from '../../ui/banner.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useMetaHealth } from './use-meta-health.ts'
import { useMetaWords } from './use-meta-words.ts'

const HOUR = 3_600_000

/** One thin line per connection that needs a person now, and nothing otherwise. */
export function MetaBanners() {
  const { t } = useTranslation('meta')
  const isAdmin = useSignedInStaff().role === 'admin'
  const now = useNow(HOUR)
  const words = useMetaWords()
  return useMetaHealth()
    .filter(({ severity }) => severity === 'broken')
    .map(health => {
      const { title, mend } = words(health, now)
      return (
        <Banner
          key={health.id}
          tone="broken"
          action={
            isAdmin && (
              <Anchor
                size="sm"
                renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'meta' }} />}
              >
                {t('bannerAction')}
              </Anchor>
            )
          }
        >
          <strong>
            Meta, {health.brandName}: {title}
          </strong>{' '}
          · {isAdmin ? mend : t('askAdmin')}
        </Banner>
      )
    })
}
