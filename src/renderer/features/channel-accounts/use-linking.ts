import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { api } from '../../rpc/api.ts'

/** Starting, cancelling and trying again for one number. Its state then comes with `link.changed`. */
export function useLinking(account: ChannelAccount) {
  const queries = useQueryClient()

  function show(changed: ChannelAccount): void {
    queries.setQueryData(api.channelAccounts.list.queryKey(), (accounts = []) =>
      accounts.map(one => (one.id === changed.id ? changed : one)),
    )
  }

  const start = useMutation(
    api.channelAccounts.startLinking.mutationOptions({ onSuccess: show, meta: { isProblemShown: true } }),
  )
  const cancel = useMutation(api.channelAccounts.cancelLinking.mutationOptions({ onSuccess: show }))
  const reconnect = useMutation(api.channelAccounts.reconnect.mutationOptions({ onSuccess: show }))

  return {
    startWithQr: () => start.mutate({ id: account.id, method: { kind: 'qr' } }),
    startWithCode: (phoneNumber: string) => start.mutate({ id: account.id, method: { kind: 'code', phoneNumber } }),
    /** From the code to the QR: one kind of pairing has to end before the other begins. */
    changeToQr: () =>
      cancel.mutate({ id: account.id }, { onSuccess: () => start.mutate({ id: account.id, method: { kind: 'qr' } }) }),
    cancel: () => cancel.mutate({ id: account.id }),
    reconnect: () => reconnect.mutate({ id: account.id }),
    isStarting: start.isPending,
    isReconnecting: reconnect.isPending,
    problem: start.error,
  }
}
