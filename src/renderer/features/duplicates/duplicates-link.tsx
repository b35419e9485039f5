import { IconUsersMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { RoomyButton } from '../../ui/roomy-button.tsx'

/** The way to what may be one person, with how many there are. Not there when there is nothing to decide. */
export function DuplicatesLink() {
  const { t } = useTranslation('duplicates')
  const format = useFormat()
  const { data: count = 0 } = useQuery(api.duplicates.count.queryOptions())
  if (count === 0) return null
  return (
    <RoomyButton
      label={t('openCount', { formatted: format.number(count) })}
      short={format.number(count)}
      icon={<IconUsersMinus size={16} stroke={1.6} />}
      renderRoot={props => <Link {...props} to="/leads/duplicates" />}
    />
  )
}
