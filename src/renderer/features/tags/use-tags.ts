import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Tag } from '#shared/contract/tags.ts'
import type { TagId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

const NONE: readonly Tag[] = []

/** The office's tags from A to Z, and by id. */
export function useTags() {
  const { data: tags = NONE } = useQuery(api.tags.list.queryOptions())
  return useMemo(() => {
    const byId = new Map<TagId, Tag>(tags.map(tag => [tag.id, tag]))
    return { tags, tagOf: (id: TagId) => byId.get(id) }
  }, [tags])
}
