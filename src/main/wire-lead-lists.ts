import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { calendarHands } from './features/appointments/hand-over.ts'
import { createAssignmentRuleService } from './features/assignment-rules/service.ts'
import { createBulkActionJob, createBulkPruning } from './features/bulk-actions/run-bulk-action.ts'
import { createBulkActionService } from './features/bulk-actions/service.ts'
import type { Transfers } from './features/files/transfers.ts'
import { createLeadBoardService } from './features/lead-board/service.ts'
import { createLeadExportService } from './features/lead-exports/service.ts'
import { createLeadViewService } from './features/lead-views/service.ts'
import { leadHands } from './features/leads/lead-hands.ts'
import type { LeadService } from './features/leads/service.ts'
import { createOverviewService } from './features/overview/service.ts'
import type { SettingsService } from './features/settings/service.ts'
import { createTagService } from './features/tags/service.ts'
import { createTagging } from './features/tags/tagging.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { Clock } from './ports/clock.ts'

interface World {
  readonly db: Db
  readonly clock: Clock
  readonly events: AppEvents
  readonly settings: SettingsService
}

/** Whose a new lead becomes: asked by whatever makes leads, and so there before them. */
export function wireAssignment(world: World) {
  const assignmentRules = createAssignmentRuleService({ ...world, leads: leadHands })
  return { assignNewLead: assignmentRules.assignNewLead, services: { assignmentRules } }
}

/** What an office does with many leads: tags, views, bulk actions, exports. Put together here for `app.ts`. */
export function wireLeadLists(
  world: World & { jobs: JobQueue; leads: Pick<LeadService, 'removeWithin'>; transfers: Transfers },
) {
  const { removeWithin } = world.leads
  const { settings } = world
  const tagging = createTagging(leadHands)
  const leadViews = createLeadViewService(world)
  leadViews.ensureBuiltIn()
  const hands = { ...world, leads: leadHands, tagging, calendar: calendarHands }
  return {
    services: {
      tags: createTagService(hands),
      leadViews,
      leadBoard: createLeadBoardService(world),
      leadExports: createLeadExportService({ ...world, leads: leadHands }),
      overview: createOverviewService(world),
      bulkActions: createBulkActionService(hands),
    },
    definitions: [
      createBulkActionJob({
        ...hands,
        movesStageWhenAssigned: () => settings.current().assigningMovesStage,
        removeLead: (tx, viewer, lead) => removeWithin(tx, lead.id, { by: viewer.id, action: 'lead.deleted' }),
      }),
      createBulkPruning(world),
    ],
  }
}
