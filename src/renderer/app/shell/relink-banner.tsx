import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Banner } from '../../ui/banner.tsx'

/** After a restore the numbers have no keys: until each is linked again, or gone, nothing comes in and nothing goes out. */
export function RelinkBanner() {
  const { t } = useTranslation('backups')
  const { data: lastRestore } = useQuery(api.backups.lastRestore.queryOptions())
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions({ enabled: Boolean(lastRestore) }))
  const waits = accounts.some(
    ({ link, phoneNumber, createdAt }) =>
      link.kind === 'unlinked' && phoneNumber !== null && lastRestore && createdAt < lastRestore.at,
  )
  if (!waits) return null
  return (
    <Banner
      tone="broken"
      action={
        <Anchor
          size="sm"
          renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'numbers' }} />}
        >
          {t('relinkAction')}
        </Anchor>
      }
    >
      {t('relink')}
    </Banner>
  )
}
