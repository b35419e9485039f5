import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'

interface PageProps {
  readonly title: string
  /** The main filter bar, between the title and the actions. */
  readonly filters?: ReactNode
  /** One primary button at the right. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The top of every page and the scrolling room under it. */
export function Page({ title, filters, actions, children }: PageProps) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        <div className={classes.filters}>{filters}</div>
        {actions}
      </header>
      <div className={classes.body}>{children}</div>
    </div>
  )
}
