import { useLocalStorage } from '@mantine/hooks'
import { InboxFilter, SHOW_ALL } from './inbox-filter.ts'

/** The inbox's filter: still there after a reload and on the way back from another page. */
export function useInboxFilter(): [InboxFilter, (filter: InboxFilter) => void] {
  const [filter, setFilter] = useLocalStorage<InboxFilter>({
    key: 'santral.inbox-filter',
    defaultValue: SHOW_ALL,
    getInitialValueInEffect: false,
    deserialize: text => read(text),
  })
  return [filter, setFilter]
}

function read(text: string | undefined): InboxFilter {
  try {
    return InboxFilter.parse(JSON.parse(text ?? ''))
  } catch {
    return SHOW_ALL
  }
}
