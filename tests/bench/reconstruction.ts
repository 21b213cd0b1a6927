import { benchReconstruction } from './reconstruction/bench-reconstruction.ts'
import { tellPlainly } from './tell-plainly.ts'

tellPlainly()
const { out, notes, incomplete } = benchReconstruction(process.argv.slice(2))
process.stdout.write(out)
process.stderr.write(notes)
if (incomplete) process.exitCode = 1
