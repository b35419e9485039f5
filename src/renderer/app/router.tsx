import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { parseAdsSearch } from '../features/ads/ads-search.ts'
import { parseCalendarSearch } from '../features/appointments/calendar-search.ts'
import { KEPT_IN_ADDRESS, parseInboxSearch } from '../features/conversations/inbox-filter.ts'
import { parseLeadPageSearch } from '../features/leads/lead-page-search.ts'
import { parseLeadsSearch } from '../features/leads/leads-search.ts'
import { parseOverviewSearch } from '../features/overview/overview-search.ts'
import { parseOutgoingSearch } from '../features/reminders/outgoing-search.ts'
import { RouteProblem } from './route-problem.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({ component: Shell })

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox' })
  },
})

const loadInbox = () => import('../features/conversations/conversations-page.tsx')

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: parseInboxSearch,
  search: { middlewares: [retainSearchParams([...KEPT_IN_ADDRESS])] },
  component: lazyRouteComponent(loadInbox, 'ConversationsPage'),
})

/** The same page with a conversation open; a child, so that choosing another one keeps the list mounted. */
const inboxConversation = createRoute({ getParentRoute: () => inbox, path: '$conversationId' })

const leads = createRoute({
  getParentRoute: () => root,
  path: '/leads',
  validateSearch: parseLeadsSearch,
  component: lazyRouteComponent(() => import('../features/leads/leads-page.tsx'), 'LeadsPage'),
})

const leadsLead = createRoute({ getParentRoute: () => leads, path: '$leadId' })

const leadPage = createRoute({
  getParentRoute: () => root,
  path: '/leads/$leadId/page',
  validateSearch: parseLeadPageSearch,
  component: lazyRouteComponent(() => import('../features/leads/lead-page.tsx'), 'LeadPage'),
})

const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/leads/duplicates',
  component: lazyRouteComponent(() => import('../features/duplicates/duplicates-page.tsx'), 'DuplicatesPage'),
})

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: parseCalendarSearch,
  component: lazyRouteComponent(() => import('../features/appointments/calendar-page.tsx'), 'CalendarPage'),
})

const overview = createRoute({
  getParentRoute: () => root,
  path: '/overview',
  validateSearch: parseOverviewSearch,
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
})

const ads = createRoute({
  getParentRoute: () => root,
  path: '/ads',
  validateSearch: parseAdsSearch,
  component: lazyRouteComponent(() => import('../features/ads/ads-page.tsx'), 'AdsPage'),
})

const outgoing = createRoute({
  getParentRoute: () => root,
  path: '/outgoing',
  validateSearch: parseOutgoingSearch,
  component: lazyRouteComponent(() => import('../features/reminders/outgoing-page.tsx'), 'OutgoingPage'),
})

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
})

const imports = createRoute({
  getParentRoute: () => root,
  path: '/leads/import',
  component: lazyRouteComponent(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
})

const importPage = createRoute({
  getParentRoute: () => root,
  path: '/leads/import/$importId',
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-sections.tsx'), 'SettingsSections'),
})

const settingsSection = createRoute({ getParentRoute: () => settings, path: '$section' })

const routes = root.addChildren([
  start,
  inbox.addChildren([inboxConversation]),
  leads.addChildren([leadsLead]),
  leadPage,
  duplicates,
  calendar,
  overview,
  ads,
  outgoing,
  reports,
  imports,
  importPage,
  settings.addChildren([settingsSection]),
])

/** Places are in the hash: both hosts serve one file, and a reload comes back to the same place. */
export function createPageRouter() {
  return createRouter({
    routeTree: routes,
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultErrorComponent: RouteProblem,
    defaultNotFoundComponent: RouteProblem,
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>
  }
}
