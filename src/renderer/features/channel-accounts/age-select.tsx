import { Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { NumberAge, newChatLimitOf } from '#shared/domain/number-health.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'

interface AgeSelectProps {
  readonly account: ChannelAccount
  readonly age: NumberAge | null
}

/** For how long a number has been in use, as its owner says: a newer one begins fewer chats a day. */
export function AgeSelect({ account, age }: AgeSelectProps) {
  const { t } = useTranslation('channelAccounts')
  const format = useFormat()
  const queries = useQueryClient()
  const setAge = useMutation(
    api.channelAccounts.setAge.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.channelAccounts.key() }),
    }),
  )
  return (
    <Select
      maw={340}
      label={t('health.age')}
      description={t('health.ageHint')}
      placeholder={t('health.ageUnknown')}
      allowDeselect={false}
      data={NumberAge.options.map(value => ({
        value,
        label: t('health.ageWithLimit', {
          age: t(`health.ages.${value}`),
          limit: format.number(newChatLimitOf(value, null, 0)),
        }),
      }))}
      value={age}
      onChange={next => next !== null && setAge.mutate({ id: account.id, age: NumberAge.parse(next) })}
    />
  )
}
