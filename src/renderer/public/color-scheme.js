// Sets the theme that this PC chose before the first paint. The key is Mantine's own (see app/providers.tsx).
const chosen = localStorage.getItem('santral.color-scheme')
const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light'
