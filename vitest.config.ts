import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Generous: property tests and browsers take their time on a busy machine, and nothing here is a measurement.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
