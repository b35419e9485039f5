import { Button, Group, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FeedAddress } from '#shared/domain/update.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Where updates come from. Empty: nobody is asked. */
export function UpdateFeed({ feed }: { readonly feed: string | null }) {
  const { t } = useTranslation('updates')
  const queries = useQueryClient()
  const [typed, setTyped] = useState(feed ?? '')
  const [isRefused, setRefused] = useState(false)
  const save = useMutation(
    api.updates.setFeed.mutationOptions({
      onSuccess: saved => queries.setQueryData(api.updates.get.queryKey(), saved),
      meta: { isProblemShown: true },
    }),
  )
  const wanted = typed.trim() === '' ? null : typed.trim()

  function handleSubmit(): void {
    const isGood = wanted === null || FeedAddress.safeParse(wanted).success
    setRefused(!isGood)
    if (isGood) save.mutate({ feed: wanted })
  }

  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        handleSubmit()
      }}
    >
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          type="url"
          inputMode="url"
          label={t('feed')}
          description={t('feedHint')}
          placeholder={t('feedPlaceholder')}
          maxLength={500}
          value={typed}
          error={isRefused ? t('wrongFeed') : undefined}
          onChange={event => {
            setTyped(event.currentTarget.value)
            setRefused(false)
          }}
        />
        <Button type="submit" variant="default" disabled={wanted === feed} loading={save.isPending}>
          {t('saveFeed')}
        </Button>
      </Group>
      {save.isError && <ProblemNotice error={save.error} />}
    </form>
  )
}
