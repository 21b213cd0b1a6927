import { learnPrior } from './prior/learn-prior.ts'
import { tellPlainly } from './tell-plainly.ts'

tellPlainly()
process.stdout.write(await learnPrior(process.argv.slice(2)))
