import { Anchor, Tooltip } from '@mantine/core'
import { IconPhonePlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Conversation } from '#shared/contract/conversations.ts'
import { canAskForNumber } from '#shared/domain/number-request.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'

const MINUTE = 60_000

type Asked = Pick<Conversation, 'id' | 'isNumberHidden' | 'numberRequestedAt' | 'obstacle'>

/** Asks for a number that WhatsApp hides, in one click; says when it was asked. Not there where the number is known. */
export function AskNumber({ conversation }: { readonly conversation: Asked }) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const queries = useQueryClient()
  const now = useNow(MINUTE)
  const asking = useMutation(
    api.conversations.requestPhoneNumber.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.conversations.key() }),
    }),
  )
  const { id, isNumberHidden, numberRequestedAt, obstacle } = conversation
  if (!isNumberHidden || obstacle !== null) return null
  if (numberRequestedAt !== null && !canAskForNumber(numberRequestedAt, now)) {
    return (
      <Tooltip label={t('askNumber.askedHint')} multiline maw={280}>
        <span tabIndex={0}>{t('askNumber.asked', { at: format.moment(numberRequestedAt, now) })}</span>
      </Tooltip>
    )
  }
  return (
    <Tooltip label={t('askNumber.hint')} multiline maw={280}>
      <span>
        <Anchor
          component="button"
          inherit
          fw={500}
          aria-disabled={asking.isPending}
          onClick={() => !asking.isPending && asking.mutate({ id })}
        >
          <IconPhonePlus size={13} aria-hidden style={{ verticalAlign: '-2px' }} /> {t('askNumber.ask')}
        </Anchor>
      </span>
    </Tooltip>
  )
}
