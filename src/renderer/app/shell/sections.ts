import {
  IconBellRinging,
  IconCalendar,
  IconChartHistogram,
  IconLayoutDashboard,
  IconMessages,
  IconReportAnalytics,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import { useHandshake } from '../../rpc/use-connection.ts'

const sections = [
  { to: '/inbox', label: 'inbox', icon: IconMessages, isAtFoot: false, isForManagers: false },
  { to: '/leads', label: 'leads', icon: IconUsers, isAtFoot: false, isForManagers: false },
  { to: '/calendar', label: 'calendar', icon: IconCalendar, isAtFoot: false, isForManagers: false },
  { to: '/settings', label: 'settings', icon: IconSettings, isAtFoot: true, isForManagers: false },
  // Last, so that everybody's keys stay what they were; in the rail they stand above the foot.
  { to: '/overview', label: 'overview', icon: IconLayoutDashboard, isAtFoot: false, isForManagers: false },
  { to: '/ads', label: 'ads', icon: IconChartHistogram, isAtFoot: false, isForManagers: true },
  { to: '/outgoing', label: 'outgoing', icon: IconBellRinging, isAtFoot: false, isForManagers: false },
  { to: '/reports', label: 'reports', icon: IconReportAnalytics, isAtFoot: false, isForManagers: true },
] as const
export type Section = (typeof sections)[number]

const forEverybody = sections.filter(({ isForManagers }) => !isForManagers)

/** The built sections that this person may open, in the order of the rail; their place is also their Ctrl+number. */
export function useSections(): readonly Section[] {
  const { staff } = useHandshake()
  return staff !== null && staff.role !== 'consultant' ? sections : forEverybody
}
