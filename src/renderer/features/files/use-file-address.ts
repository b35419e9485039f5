import { useQuery } from '@tanstack/react-query'
import type { FileId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'

/** Sooner than an address runs out. */
const FRESH_MS = 10 * 60_000

/** Where the page can show a file from; undefined until it is known. Not asked anew while it holds: what is shown would load again. */
export function useFileAddress(id: FileId, isWanted: boolean): string | undefined {
  const { data } = useQuery({
    queryKey: ['file-address', id],
    queryFn: () => rpc.files.open({ id, as: 'inline' }),
    enabled: isWanted,
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return data?.url
}

/** Hands a file to the browser, which saves it where the person's downloads go. */
export async function saveFile(id: FileId): Promise<void> {
  const { url } = await rpc.files.open({ id, as: 'download' })
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}
