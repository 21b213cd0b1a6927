import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceFile } from './architecture/source-file.ts'

/*
 * The names that an importer can rely on. A name that goes or changes breaks somebody's script: change this list with a line in
 * CHANGELOG.md.
 */

/** What `import { ... }` finds in an entry of the built package, and the types beside it. */
async function namesOf(entry: string): Promise<{ values: readonly string[]; types: readonly string[] }> {
  const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
  const target = pathTo(manifest, entry)
  const loaded: unknown = await import(new URL(`../${target}`, import.meta.url).href)
  if (typeof loaded !== 'object' || loaded === null) throw new Error(`${target} is no module`)
  const values = Object.keys(loaded).sort()
  const declared = sourceFile(target, readFileSync(target.replace(/\.js$/, '.d.ts'), 'utf8')).exports
  return { values, types: declared.filter((name) => !values.includes(name)).sort() }
}

function pathTo(manifest: unknown, entry: string): string {
  const found = ['exports', entry, 'default'].reduce(
    (it, key) =>
      typeof it === 'object' && it !== null
        ? (Object.entries(it).find(([name]) => name === key)?.[1] as unknown)
        : null,
    manifest,
  )
  if (typeof found !== 'string') throw new Error(`package.json has no export ${entry}`)
  return found.replace(/^\.\//, '')
}

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

describe('names exported by', () => {
  test('remeier', async () => {
    expect(await namesOf('.')).toEqual({
      values: words(`
        agrestiCoull analyse asTreated assignCurves atRandom audit auditRule censoringAsymmetry
        censoringTipping cleanCurve clopperPearson collect compose controlDrift curveCsv curveEvidence
        differenceBounds eValue effectsOverTime endpointsOf eventAtCensoring eventFreeAfterCensoring
        expectedKaplanMeier extremeEarlyCensoring fidelityCsv figures fixedLag formatDiagnostic fragility
        hazardRatioByPeriod illnessDeath imputeCensoring information informationCsv informationRows
        infusedFromItt ipdCsv iterativeParameterEstimation ittFromInfused jeffreys lagFromRange learntPrior
        missingFigureWorth newcombeDifference notInfused oddsRatio parsePlan parseReferences parseTrial
        probabilisticBias randomStream readCurveFile rebuild rebuildCurves reconstruct reconstructCurves
        renderHtml renderMarkdown renderTerminal responseByDenominator resultsCsv riskRatio
        rmstDifferenceBounds rpsftm rubin rules scaleForSwitching seenAtVisits stratumEffect
        survivalFragility switchersSetApart tippingPoint toDiagnostics twoStage wald weightedTests wilson
        wilsonContinuity withCounts withoutSwitching
      `),
      types: words(`
        ArmCounts ArmEvidence ArmGrades AsTreated AssignedCurves Audit AuditRule CandidateKind CannotRebuild
        CensoringAsymmetry CensoringModel CensoringTipping CensoringTippingInput CleanOptions Cleaned
        Collected Completed ControlDrift Counts CurveEvidenceInput CurveFile CurveRow Diagnostic
        DifferenceBounds DifferenceBoundsInput DigitisedCurve Document EValue EValueInput EffectsAtTime
        EndpointEvidence EndpointFrames EvidenceRow Fidelity FidelityRow Figure FigureWorth Finding
        FindingState Fragility HazardRatioPart IllnessDeath IllnessDeathRates IllnessDeathState Information
        InformationOptions InformationRow InfusedFromItt InfusedFromIttInput IterativeEstimate
        IttFromInfusedInput IttMixture Lag MeasureWorth NamedArm NamedFile NotInfusedInput NotInfusedLaw
        ParsedPlan ParsedTrial PatientRow Plan PointRead Pooled Prior PriorData ProbabilisticBias
        ProbabilisticBiasInput Proportion RandomNumbers RawCurve Rebuilt RecensorOption
        ReconstructCurvesOptions ReconstructOptions Reconstruction Remark ResponseByDenominator
        ResponseGiven Results RmstDifferenceBoundsInput Row Rpsftm RpsftmCrossings RpsftmOptions
        ScaledForSwitching ScenarioPrior SeenAtVisitsOptions Statistic StatisticNotEstimable StatisticValue
        StratumEffect StratumEffectInput StretchRow SwitchingInput TippingOptions TippingPoint Touched Trial
        TrialFile TwoStage Verdict VisitSchedule WeightedTest WeightedTestsOptions
      `),
    })
  })

  test('remeier/survival', async () => {
    expect(await namesOf('./survival')).toEqual({
      values: words(`
        aalenJohansen arm bootstrap bootstrapHazardRatio censoringReason conditionalSurvival cox coxLikelihood coxRegression
        flemingHarrington flemingHarringtonTest kaplanMeier logRank maxCombo milestone milestoneDifference
        milestoneTest modestlyWeightedLogRank nelsonAalen numberNeededToTreat parametricFit patients
        piecewiseExponential piecewiseHazardRatio piecewiseLogRank productLimit reverseKaplanMeier riskTable rmst rmstDifference
        rmstRatio schoenfeldTest selectRows survivalAt survivalQuantile timeWindow
      `),
      types: words(`
        AalenJohansen BaselineHazard BootstrapOptions BootstrapValue ChiSquaredTest CompetingRows Cox
        CoxLikelihood CoxMonotone CoxOptions CoxRegression CoxRegressionOptions CoxRegressionValue CoxRows
        CoxTerm CoxUnbounded CoxValue CumulativeIncidence Curve Estimate EstimateNotEstimable
        EstimateNotReached EstimateValue FittedParameter HazardPeriod HazardRatioPeriod IntervalScale KaplanMeier
        KaplanMeierOptions LevelOption LogRank LogRankValue MaxCombo MaxComboOptions MaxComboValue
        MilestoneTestValue NelsonAalen NumberNeededRange NumberNeededToTreat ParametricDistribution
        ParametricFit PatientColumns Patients PiecewiseExponential ProductLimit RiskSteps RiskTable RiskTableArm SchoenfeldTest
        SchoenfeldTestValue StratumOption Ties TimeTransform
      `),
    })
  })

  test('remeier/node', async () => {
    expect(await namesOf('./node')).toEqual({
      values: words(`
        compareReportFolder coxGrid fromDataFrame renderBeside renderReport toDataFrame toSvg writeReportFolder
      `),
      types: words(`
        Aggregation ArmVersions Axis BesideInputs Cell CoxGridOptions CoxGridResult DataFrame FlatRecord Groupby Operand
        RenderedReport ReportInputs Series Staleness
      `),
    })
  })
})
