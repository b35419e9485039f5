import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/main/features/*/schema.ts', './src/main/{jobs,db,events,graph}/*schema.ts'],
  out: './drizzle',
})
