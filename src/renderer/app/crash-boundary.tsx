import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Translation } from 'react-i18next'
import { FrontPage } from '../ui/front-page.tsx'

interface CrashBoundaryProps {
  readonly children: ReactNode
}

interface CrashBoundaryState {
  readonly hasCrashed: boolean
}

/** The last net under the whole window: a bug in drawing must leave a sentence and a way on, never a white page. */
export class CrashBoundary extends Component<CrashBoundaryProps, CrashBoundaryState> {
  override state: CrashBoundaryState = { hasCrashed: false }

  static getDerivedStateFromError(): CrashBoundaryState {
    return { hasCrashed: true }
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children
    return (
      <Translation ns="frame">
        {t => (
          <FrontPage title={t('crashed')} subtitle={t('crashedHint')}>
            <Button onClick={() => location.reload()}>{t('reload')}</Button>
          </FrontPage>
        )}
      </Translation>
    )
  }
}
