import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Colleague } from '#shared/contract/staff.ts'
import type { Stage } from '#shared/contract/stages.ts'
import type { StaffId, StageId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

const NOBODY: readonly Colleague[] = []
const NO_STAGES: readonly Stage[] = []

/** The stages of the office, in their order, and by id. */
export function useStages() {
  const { data: stages = NO_STAGES } = useQuery(api.stages.list.queryOptions())
  return useMemo(() => {
    const ordered = stages.toSorted((one, other) => one.position - other.position)
    const byId = new Map<StageId, Stage>(stages.map(stage => [stage.id, stage]))
    return { stages: ordered, stageOf: (id: StageId) => byId.get(id) }
  }, [stages])
}

/** Everybody of the office, also who has left: old messages and leads still name them. */
export function useColleagues() {
  const { data: colleagues = NOBODY } = useQuery(api.staff.colleagues.queryOptions())
  return useMemo(() => {
    const byId = new Map<StaffId, Colleague>(colleagues.map(colleague => [colleague.id, colleague]))
    return {
      active: colleagues.filter(colleague => colleague.isActive),
      colleagueOf: (id: StaffId | null) => (id === null ? undefined : byId.get(id)),
    }
  }, [colleagues])
}
