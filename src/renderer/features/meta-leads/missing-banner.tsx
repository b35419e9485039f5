import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { Banner } from '../../ui/banner.tsx'

/** Leads that Meta counts and that do not come, whatever is tried: money was paid for them. */
export function MissingLeadsBanners() {
  const isLeader = useSignedInStaff().role !== 'consultant'
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const { data: forms = [] } = useQuery(api.metaLeads.missing.queryOptions({ enabled: isLeader }))
  return forms.map(({ id, name, missing }) => {
    const count = missing?.entries ?? 0
    return (
      <Banner
        key={id}
        tone="broken"
        action={
          <Button
            size="compact-sm"
            variant="default"
            renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'meta' }} />}
          >
            {t('bannerAction')}
          </Button>
        }
      >
        {t('banner', { count, formatted: format.number(count), form: name ?? t('unnamed') })}
      </Banner>
    )
  })
}
