import { Anchor } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** Says that it leaves the window, and where it leads. */
export function ExternalLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer" size="sm" title={href}>
      {children} <IconExternalLink size={13} aria-hidden="true" style={{ verticalAlign: '-2px' }} />
    </Anchor>
  )
}
