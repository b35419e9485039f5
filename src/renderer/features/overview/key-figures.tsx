import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import type { LeadFigures, OverviewReport } from '#shared/contract/overview.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { LeadsSearch } from '../leads/leads-search.ts'
import { DrillDown } from './drill-down.tsx'
import classes from './overview.module.css'

interface KeyFiguresProps {
  readonly report: OverviewReport
  readonly isCompared: boolean
}

const COUNTED: readonly { name: 'leads' | 'answered' | 'appointments' | 'converted'; about: LeadsSearch }[] = [
  { name: 'leads', about: {} },
  { name: 'answered', about: { passed: 'answered' } },
  { name: 'appointments', about: { passed: 'appointment' } },
  { name: 'converted', about: { outcome: ['converted'] } },
]

/** What became of the leads of the period, each with how it was in the stretch before. */
export function KeyFigures({ report: { figures, before }, isCompared }: KeyFiguresProps) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const were = isCompared ? (before?.figures ?? null) : null
  const wait = (ms: number | null) => (ms === null ? '–' : format.waiting(0, ms))
  return (
    <section aria-label={t('figures')} className={classes.figures}>
      {COUNTED.map(({ name, about }) => {
        const value = format.number(figures[name])
        return (
          <DrillDown key={name} about={about} label={`${t(name)}: ${value}`} className={classes.figure}>
            <span className={classes.quiet}>{t(name)}</span>
            <span className={`${classes.value} tabular`}>{value}</span>
            <Change now={figures[name]} was={were?.[name] ?? null} />
          </DrillDown>
        )
      })}
      <DrillDown
        about={{ passed: 'sale' }}
        label={`${t('sales')}: ${wordSales(figures, format)}`}
        className={classes.figure}
      >
        <span className={classes.quiet}>{t('sales')}</span>
        <span className={`${classes.value} ${classes.sums} tabular`}>
          {figures.sales.length === 0
            ? '–'
            : figures.sales.map(sum => <span key={sum.currency}>{format.money(sum)}</span>)}
        </span>
        {were !== null && <span className={classes.was}>{t('wasWords', { value: wordSales(were, format) })}</span>}
      </DrillDown>
      <DrillDown
        about={{ passed: 'answered' }}
        label={`${t('firstAnswer')}: ${wait(figures.firstAnswerMs)}`}
        className={classes.figure}
      >
        <span className={classes.quiet} title={t('firstAnswerHint')}>
          {t('firstAnswer')}
        </span>
        <span className={`${classes.value} tabular`}>{wait(figures.firstAnswerMs)}</span>
        {were !== null && <span className={classes.was}>{t('wasWords', { value: wait(were.firstAnswerMs) })}</span>}
      </DrillDown>
    </section>
  )
}

export function wordSales({ sales }: Pick<LeadFigures, 'sales'>, format: ReturnType<typeof useFormat>): string {
  return sales.length === 0 ? '–' : sales.map(sum => format.money(sum)).join(' · ')
}

/** By how much it is more or less, in words as well as by the arrow; whether that is good is for people to say. */
function Change({ now, was }: { readonly now: number; readonly was: number | null }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  if (was === null) return null
  const share = was === 0 ? null : (100 * (now - was)) / was
  const Arrow = now > was ? IconArrowUpRight : now < was ? IconArrowDownRight : null
  return (
    <span className={`${classes.was} tabular`}>
      {Arrow !== null && <Arrow size={14} aria-hidden />}
      {share === null || share === 0
        ? t('wasWords', { value: format.number(was) })
        : t(share > 0 ? 'more' : 'less', { percent: format.percent(Math.abs(share)), value: format.number(was) })}
    </span>
  )
}
