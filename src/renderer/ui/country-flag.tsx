import classes from './country-flag.module.css'

/** The flags as files of their own: some are large, and a page shows only a few of them. */
const files = import.meta.glob<string>('../../../node_modules/flag-icons/flags/4x3/??.svg', {
  query: '?url&no-inline',
  import: 'default',
  eager: true,
})

const urls = new Map(Object.entries(files).map(([path, url]) => [path.slice(-6, -4).toUpperCase(), url]))

interface CountryFlagProps {
  readonly alpha2: string
}

/** A small flag. The country's name stands beside it or as its title, so it is an ornament to a screen reader. */
export function CountryFlag({ alpha2 }: CountryFlagProps) {
  const url = urls.get(alpha2.toUpperCase())
  if (url === undefined) return <span style={{ display: 'inline-block', width: 16, height: 12 }} aria-hidden />
  return <img src={url} alt="" width={16} height={12} loading="lazy" className={classes.flag} />
}
