import { useDebouncedValue } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { type CommandGroup, useAllCommandSearches } from '../../ui/commands.ts'

const TYPING_PAUSE_MS = 120

interface FoundCommands {
  readonly groups: readonly CommandGroup[]
  readonly isSearching: boolean
}

/** Asks every registered search while the person types; what was found stays until the next answer is there. */
export function useFoundCommands(question: string): FoundCommands {
  const searches = useAllCommandSearches()
  const [asked] = useDebouncedValue(question.trim(), TYPING_PAUSE_MS)
  return useQueries({
    queries: searches.map(one => ({
      queryKey: ['command-search', one.id, asked],
      queryFn: async ({ signal }: { signal: AbortSignal }) => await one.search(asked, signal),
      enabled: asked.length >= one.fewestCharacters,
      staleTime: 0,
      gcTime: 10_000,
      placeholderData: asked === '' ? undefined : <Found>(previous: Found | undefined) => previous,
    })),
    combine: results => ({
      isSearching: results.some(result => result.isFetching),
      groups: searches.map((one, index) => ({
        id: one.id,
        label: one.label,
        commands: asked.length >= one.fewestCharacters ? (results[index]?.data ?? []) : [],
      })),
    }),
  })
}
