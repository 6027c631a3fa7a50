// tsc emits only what it compiles; the data files beside the code go along here.
import { cpSync, statSync } from 'node:fs'

const isCode = (path) => /\.ts$|tsconfig\.json$/.test(path)
cpSync('src', 'dist', { recursive: true, filter: (path) => statSync(path).isDirectory() || !isCode(path) })
