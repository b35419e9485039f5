import { createSpotlight } from '@mantine/spotlight'

/** The palette's state, and what opens and closes it from anywhere. */
export const [paletteStore, palette] = createSpotlight()
