import type { Log } from 'sarif'
import { z } from 'zod'

/** The schema's `uniqueItems`. */
const unique = (items: readonly unknown[]): boolean =>
  new Set(items.map((it) => JSON.stringify(it))).size === items.length

/*
 * What the JSON Schema of SARIF 2.1.0 (OASIS) requires of the parts that we write, with unknown properties refused as there. That names
 * and enumerations are the schema's is checked by the compiler, against the types that are published for it (`satisfies Log`).
 */
const message = z.strictObject({ text: z.string().min(1) })
const level = z.enum(['none', 'note', 'warning', 'error'])
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({
      uri: z.string().regex(/^(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/u),
      uriBaseId: z.string().optional(),
    }),
    region: z.strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1) }).optional(),
  }),
  logicalLocations: z
    .array(z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() }))
    .refine(unique)
    .optional(),
})
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          version: z.string(),
          semanticVersion: z.string(),
          rules: z
            .array(
              z.strictObject({
                id: z.string(),
                name: z.string(),
                shortDescription: message,
                fullDescription: message,
                help: message,
                defaultConfiguration: z.strictObject({ level }),
              }),
            )
            .refine(unique),
        }),
      }),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(
            z.strictObject({
              level,
              message,
              descriptor: z.strictObject({ id: z.string() }),
              locations: z.array(location),
            }),
          ),
        }),
      ]),
      artifacts: z
        .array(z.strictObject({ location: location.shape.physicalLocation.shape.artifactLocation }))
        .refine(unique),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0).optional(),
          kind: z.literal('fail'),
          level,
          message,
          locations: z.array(location).length(1),
          partialFingerprints: z.record(z.string(), z.string()),
          suppressions: z
            .array(
              z.strictObject({
                kind: z.enum(['inSource', 'external']),
                status: z.enum(['accepted', 'underReview', 'rejected']),
                justification: z.string(),
              }),
            )
            .refine(unique),
        }),
      ),
      properties: z.record(z.string(), z.unknown()),
    }),
  ]),
})

/** What is written, where every name is one of the log's; `never` where it is not. */
type Named<Written, Known> = Written extends readonly unknown[]
  ? NonNullable<Known> extends readonly (infer Item)[]
    ? readonly Named<Written[number], Item>[]
    : never
  : Written extends object
    ? { [K in keyof Written]: K extends keyof NonNullable<Known> ? Named<Written[K], NonNullable<Known>[K]> : never }
    : Written

/** Throws where the text is no SARIF log by these rules. */
export const parseSarif = (text: string) =>
  sarif.parse(JSON.parse(text)) satisfies Log & Named<z.output<typeof sarif>, Log>
