import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  InputWrapper,
  type MantineColorsTuple,
  Menu,
  Modal,
  NavLink,
  Popover,
  Portal,
  rem,
  Switch,
  Table,
  Tooltip,
} from '@mantine/core'

/** The one accent. Shade 7 carries white text at AA, shade 4 is read on dark. */
const teal: MantineColorsTuple = [
  '#eaf7f6',
  '#d3ecea',
  '#a6d9d5',
  '#74c4be',
  '#4bb1aa',
  '#2a9990',
  '#14837b',
  '#0d6b68',
  '#0a5654',
  '#063f3e',
]

const ROW_HEIGHT = rem(32)

/** Mantine's own tints shout in the dark; these are the grounds that banners have too. */
const alertColors: Record<string, { '--alert-bg': string; '--alert-color': string; '--alert-bd'?: string }> = {
  yellow: { '--alert-bg': 'var(--santral-waiting-ground)', '--alert-color': 'var(--santral-waiting)' },
  red: { '--alert-bg': 'var(--santral-broken-ground)', '--alert-color': 'var(--santral-broken)' },
  green: { '--alert-bg': 'var(--santral-selected)', '--alert-color': 'var(--santral-good)' },
}

function readableText(color = 'accent'): { '--badge-color': string } {
  const shade = (number: number) => `var(--mantine-color-${color}-${number})`
  return { '--badge-color': `light-dark(color-mix(in srgb, ${shade(9)} 70%, black), ${shade(2)})` }
}

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 7 },
  colors: {
    accent: teal,
    dark: [
      '#d5d9dc',
      '#b3b9bd',
      '#969da2',
      '#6d757b',
      '#3d4449',
      '#31373b',
      '#24292d',
      '#1c2023',
      '#16191c',
      '#101315',
    ],
  },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(18) },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  defaultRadius: rem(6),
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(20), lineHeight: '1.3' },
      h2: { fontSize: rem(16), lineHeight: '1.4' },
      h3: { fontSize: rem(14), lineHeight: '1.45' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 32 } }),
    Alert: Alert.extend({ vars: (_theme, { color }) => ({ root: alertColors[color ?? ''] ?? {} }) }),
    // Mantine's own text on its light grounds is below AA in most colours.
    Badge: Badge.extend({
      vars: (_theme, { variant, color }) => ({ root: variant === 'light' ? readableText(color) : {} }),
    }),
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      styles: { label: { fontWeight: 500 } },
      vars: (_theme, { size }) => ({ root: size === 'sm' ? { '--button-height': ROW_HEIGHT } : {} }),
    }),
    Input: Input.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { size }) => ({ wrapper: size === 'sm' ? { '--input-height': ROW_HEIGHT } : {} }),
    }),
    InputWrapper: InputWrapper.extend({ styles: { label: { fontWeight: 500, marginBottom: rem(4) } } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', width: 240 } }),
    Modal: Modal.extend({ defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } } }),
    NavLink: NavLink.extend({ styles: { label: { fontSize: rem(13) } } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md' } }),
    // One place for all that floats, so that the lock can cover it too.
    Portal: Portal.extend({ defaultProps: { target: '#portals' } }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
    Table: Table.extend({
      defaultProps: {
        fz: 'sm',
        verticalSpacing: 4,
        horizontalSpacing: 'sm',
        borderColor: 'var(--santral-hairline)',
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 300, fz: 'xs', events: { hover: true, focus: true, touch: true } },
    }),
  },
})

/** Hairlines, and greys that keep AA on both grounds. Own names are `--santral-…`. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--santral-rail-width': rem(56),
  },
  light: {
    '--mantine-color-dimmed': '#5b646b',
    '--mantine-color-placeholder': '#6b747b',
    '--mantine-color-default-border': '#d9dee2',
    '--mantine-color-anchor': '#0d6b68',
    '--santral-hairline': '#e4e8eb',
    '--santral-ground': '#f6f7f8',
    '--santral-hover': '#f0f3f4',
    '--santral-selected': '#e2f1f0',
    '--santral-waiting': '#b45309',
    '--santral-waiting-ground': '#fdf3e2',
    '--santral-broken': '#b42318',
    '--santral-broken-ground': '#fdeceb',
    '--santral-good': '#12805c',
    '--santral-note-ground': '#fdf8dc',
  },
  dark: {
    '--mantine-color-body': '#16191c',
    '--mantine-color-text': '#dfe3e6',
    '--mantine-color-dimmed': '#9aa3a9',
    '--mantine-color-placeholder': '#8b949a',
    '--mantine-color-default-border': '#363d42',
    '--mantine-color-anchor': '#74c4be',
    '--santral-hairline': '#2a3035',
    '--santral-ground': '#101315',
    '--santral-hover': '#1e2327',
    '--santral-selected': '#12302f',
    '--santral-waiting': '#f5b14c',
    '--santral-waiting-ground': '#33260f',
    '--santral-broken': '#ff8a80',
    '--santral-broken-ground': '#3a1a18',
    '--santral-good': '#4cc38a',
    '--santral-note-ground': '#332e14',
  },
})
