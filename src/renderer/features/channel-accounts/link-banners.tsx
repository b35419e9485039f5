import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { linkSeverity } from '#shared/domain/link-state.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { Banner } from '../../ui/banner.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useLinkWords } from './use-link-words.ts'
import { useLinking } from './use-linking.ts'

const MINUTE = 60_000

/** One thin line per number that needs a person now, and nothing otherwise. */
export function LinkBanners() {
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  return accounts
    .filter(account => linkSeverity(account.link) === 'broken')
    .map(account => <LinkBanner key={account.id} account={account} hasName={accounts.length > 1} />)
}

interface LinkBannerProps {
  readonly account: ChannelAccount
  readonly hasName: boolean
}

function LinkBanner({ account, hasName }: LinkBannerProps) {
  const { t } = useTranslation('channelAccounts')
  const isAdmin = useSignedInStaff().role === 'admin'
  const words = useLinkWords()(account.link, useNow(MINUTE))
  const linking = useLinking(account)
  const canLink = words.remedy === 'link' && isAdmin
  return (
    <Banner
      tone="broken"
      action={
        words.remedy === 'reconnect' ? (
          <Button size="compact-sm" variant="default" loading={linking.isReconnecting} onClick={linking.reconnect}>
            {words.action}
          </Button>
        ) : canLink ? (
          <Button
            size="compact-sm"
            variant="default"
            renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'numbers' }} />}
          >
            {words.action}
          </Button>
        ) : null
      }
    >
      <strong>{hasName ? `${account.name}: ${words.title}` : words.title}</strong> ·{' '}
      {words.remedy === 'link' && !isAdmin ? t('askAdmin') : words.hint}
    </Banner>
  )
}
