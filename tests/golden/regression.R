# Reference values for Cox regression on several covariates: files of one data set each, a million rows, and data without a
# maximum. Run from the repository root: Rscript tests/golden/regression.R
suppressPackageStartupMessages(library(survival))
source("tests/golden/json.R")

versions <- list(r = R.version.string, survival = as.character(packageVersion("survival")))

# coxph stops on the log-likelihood; go on until the coefficients stand still, then read everything there.
polished <- function(formula, data, ties) {
  environment(formula) <- environment()
  fit <- coxph(formula, data, ties = ties, robust = FALSE)
  null <- fit$loglik[1]
  score <- fit$score
  beta <- coef(fit)
  for (k in 1:20) {
    fit <- coxph(formula, data, ties = ties, robust = FALSE, init = beta, control = coxph.control(iter.max = 0), model = TRUE, x = TRUE, y = TRUE)
    step <- as.vector(fit$var %*% colSums(as.matrix(residuals(fit, "score"))))
    beta <- beta + step
    if (max(abs(step)) < 1e-15) break
  }
  fit$null <- null
  fit$score <- score
  fit
}

# ---- one data set: rows (start, time], strata, clusters, ties ------------------------------------------------------------

one <- function(formula, data, ties, cluster) {
  fit <- polished(formula, data, ties)
  dfbeta <- as.matrix(residuals(fit, "dfbeta"))
  z <- sapply(c("km", "rank", "identity", "log"), simplify = FALSE, function(transform) {
    table <- cox.zph(fit, transform = if (transform == "log") log else transform, terms = FALSE)$table
    list(chisq = I(unname(table[, 1])), df = I(unname(table[, 2])), p = I(unname(table[, 3])))
  })
  list(
    coef = I(unname(coef(fit))), se = I(sqrt(diag(fit$var))), var = fit$var, robust_se = I(sqrt(diag(crossprod(dfbeta)))),
    cluster_se = I(sqrt(diag(crossprod(rowsum(dfbeta, cluster))))),
    loglik_null = fit$null, loglik = fit$loglik[2], score_test = fit$score, zph = z
  )
}

rows <- function(id, dataset, formula, data, terms, cluster, start = NULL, stratum = NULL) {
  write_json(c(list(format = "golden-regression/1", id = id, dataset = dataset), versions, list(
    data = c(list(time = data$time, event = data$event, start = start, stratum = stratum, cluster = cluster)),
    columns = as.list(data[terms]),
    efron = one(formula, data, "efron", cluster), breslow = one(formula, data, "breslow", cluster)
  )), file.path("tests/golden/survival", paste0(id, ".json")))
}

b <- bladder2
b$time <- b$stop
b$treated <- as.integer(b$rx == 2)
terms <- c("treated", "number", "size")
rows("bladder", "survival::bladder2, strata by recurrence", Surv(start, time, event) ~ treated + number + size + strata(enum), b, terms,
  b$id, b$start, b$enum)
rows("bladder-one-stratum", "survival::bladder2", Surv(start, time, event) ~ treated + number + size, b, terms, b$id, b$start)

# Many ties, strata, clusters of neighbouring rows.
v <- veteran
v$time <- ceiling(v$time / 30)
v$event <- v$status
v$cell <- as.integer(v$celltype)
v$treated <- v$trt - 1
rows("veteran-months", "survival::veteran, 30 days rounded up", Surv(time, event) ~ treated + karno + age + strata(cell), v, c("treated", "karno", "age"),
  (seq_len(nrow(v)) - 1) %/% 3, NULL, v$cell)

# Covariates that change in time: bilirubin and protime at each visit.
q <- tmerge(pbc[1:120, c("id", "age")], pbc[1:120, ], id = id, death = event(time, as.integer(status == 2)))
q <- tmerge(q, pbcseq[pbcseq$id <= 120, ], id = id, bili = tdc(day, bili), protime = tdc(day, protime))
q$log_bili <- log(q$bili)
q$time <- q$tstop
q$event <- q$death
rows("pbc-visits", "survival::pbcseq, the first 120 patients", Surv(tstart, time, event) ~ log_bili + protime + age, q, c("log_bili", "protime", "age"),
  q$id, q$tstart)

# ---- a million rows ------------------------------------------------------------------------------------------------------

# Made by the same arithmetic on both sides: products and remainders of doubles only.
million <- function(n) {
  i <- 0:(n - 1)
  place <- (i * 7919) %% n + 1
  part <- function(x) x - floor(x)
  data.frame(
    time = place / 100, tied = ceiling(place / 40), event = as.integer(i %% 3 > 0), arm = i %% 2,
    age = 40 + (i * 31) %% 41 - 10 * place / n, marker = part((i + 1) * 0.6180339887498949) + 0.25 * (i %% 2) * place / n
  )
}

# coxph.fit is the fitting routine; the test of proportionality wants a coxph.
large <- function(y, x, ties) {
  go <- function(init, iterations) suppressWarnings(coxph.fit(x, y, NULL, NULL, init, coxph.control(iter.max = iterations, eps = 1e-300), NULL, ties, NULL))
  fit <- go(go(go(NULL, 20)$coefficients, 1)$coefficients, 0)
  whole <- coxph(y ~ x, ties = ties, robust = FALSE, init = fit$coefficients, control = coxph.control(iter.max = 0))
  list(coef = unname(fit$coefficients), se = sqrt(diag(fit$var)), loglik_null = go(NULL, 0)$loglik[1], loglik = fit$loglik[2],
    zph = unname(cox.zph(whole, transform = "km", terms = FALSE)$table[, 1]))
}

d <- million(1e6)
x <- as.matrix(d[c("arm", "age", "marker")])
cox_million <- list(n = 1e6, distinct = large(Surv(d$time, d$event), x, "efron"), tied = large(Surv(d$tied, d$event), x, "efron"))
survreg_million <- sapply(c("exponential", "weibull", "lognormal", "loglogistic"), simplify = FALSE, function(dist) {
  fit <- survreg(Surv(time, event) ~ 1, d, dist = dist, control = survreg.control(rel.tolerance = 1e-12, maxiter = 100))
  list(location = unname(coef(fit)), log_scale = log(fit$scale), se = I(unname(sqrt(diag(fit$var)))), loglik = fit$loglik[2])
})

# ---- no maximum ------------------------------------------------------------------------------------------------------------

# Which coefficients R warns of; "iterations" where it gives up without naming them.
warned <- function(time, event, x, ties) {
  found <- character(0)
  withCallingHandlers(coxph(Surv(time, event) ~ ., as.data.frame(x), ties = ties), warning = function(w) {
    numbers <- regmatches(conditionMessage(w), regexpr("variable[ 0-9,]+", conditionMessage(w)))
    found <<- if (length(numbers) == 0) "iterations" else names(x)[as.integer(strsplit(gsub("[^0-9,]", "", numbers), ",")[[1]])]
    invokeRestart("muffleWarning")
  })
  I(found)
}

t40 <- as.numeric(1:40)
age <- 40 + (t40 * 17) %% 31
none <- t40 %% 4 == 1
separable <- list(
  a_group_without_events = list(time = t40, event = as.integer(!none), columns = list(age = age, group = as.integer(none))),
  first_to_go = list(time = t40, event = rep(1, 40), columns = list(age = age, first = as.integer(t40 <= 6))),
  first_to_go_but_one = list(time = t40, event = rep(1, 40), columns = list(age = age, first = as.integer(t40 <= 6 | t40 == 20))),
  two_groups_without_events = list(time = t40, event = as.integer(t40 %% 4 > 1), columns = list(a = as.integer(none), age = age, b = as.integer(t40 %% 4 == 0))),
  an_interaction_without_events = list(time = t40, event = as.integer(!(t40 %% 2 == 1 & t40 %% 3 == 1)),
    columns = list(a = t40 %% 2, b = as.integer(t40 %% 3 == 1), both = as.integer(t40 %% 2 == 1 & t40 %% 3 == 1))),
  ordered_by_a_covariate = list(time = t40, event = rep(1, 40), columns = list(rank = t40, age = age)),
  nearly_ordered = list(time = t40, event = rep(1, 40), columns = list(rank = floor(t40 / 4) + (t40 * 7) %% 5, age = age)),
  strong_but_finite = list(time = t40, event = rep(1, 40), columns = list(x = ifelse(t40 <= 20, 1, 0) + ifelse(t40 == 3 | t40 == 39, 1 - 2 * (t40 == 3), 0)))
)
separable <- lapply(separable, function(case) {
  x <- case$columns
  finite <- suppressWarnings(coxph(Surv(case$time, case$event) ~ ., as.data.frame(x)))
  c(case, list(warned = list(efron = warned(case$time, case$event, x, "efron"), breslow = warned(case$time, case$event, x, "breslow")), coef = I(unname(coef(finite)))))
})

write_json(c(versions, list(million = cox_million, survreg_million = survreg_million, separable = separable)), "tests/golden/regression.json")
