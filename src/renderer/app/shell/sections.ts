import { IconCalendar, IconLayoutDashboard, IconMessages, IconSettings, IconUsers } from '@tabler/icons-react'

/** The built sections in the order of the rail; their place is also their Ctrl+number. */
export const sections = [
  { to: '/inbox', label: 'inbox', icon: IconMessages, isAtFoot: false },
  { to: '/leads', label: 'leads', icon: IconUsers, isAtFoot: false },
  { to: '/calendar', label: 'calendar', icon: IconCalendar, isAtFoot: false },
  { to: '/settings', label: 'settings', icon: IconSettings, isAtFoot: true },
  // Last, so that everybody's keys stay what they were; in the rail it stands above the foot.
  { to: '/overview', label: 'overview', icon: IconLayoutDashboard, isAtFoot: false },
] as const
