import { DirectionProvider, localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useLocale } from '../i18n/use-locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { cssVariables, theme } from './theme.ts'

/** The theme belongs to this PC, not to the person: `public/color-scheme.js` reads the same key before the first paint. */
const colorScheme = localStorageColorSchemeManager({ key: 'santral.color-scheme' })

interface ProvidersProps {
  readonly queries: QueryClient
  readonly children: ReactNode
}

export function Providers({ queries, children }: ProvidersProps) {
  const { t } = useTranslation('frame')
  const locale = useLocale()
  const dates = useMemo(() => ({ locale, firstDayOfWeek: 1 as const }), [locale])
  const modalProps = useMemo(() => ({ closeButtonProps: { 'aria-label': t('close') } }), [t])
  const modalLabels = useMemo(() => ({ confirm: t('confirm'), cancel: t('cancel') }), [t])
  return (
    <QueryClientProvider client={queries}>
      <DirectionProvider>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          colorSchemeManager={colorScheme}
          defaultColorScheme="auto"
        >
          <DatesProvider settings={dates}>
            <ModalsProvider labels={modalLabels} modalProps={modalProps}>
              <Notifications position="bottom-left" limit={4} containerWidth={336} />
              {children}
            </ModalsProvider>
          </DatesProvider>
        </MantineProvider>
      </DirectionProvider>
    </QueryClientProvider>
  )
}
