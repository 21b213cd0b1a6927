import { learnPrior } from './prior/learn-prior.ts'
import { toldPlainly } from './told-plainly.ts'

await toldPlainly(async () => {
  process.stdout.write(await learnPrior(process.argv.slice(2)))
})
