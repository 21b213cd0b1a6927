# Golden values of the scenarios about who was not infused, the control arm, and unmeasured things. Run from the repository:
# Rscript tests/golden/scenario-assumptions.R. Writes tests/golden/scenario-assumptions.json. R 4.2.2, survival 3.5.3 (data aml, veteran, lung).
suppressPackageStartupMessages(library(survival))
source("tests/golden/json.R")

# --- Forward mixture: 9/10 infused, exponential with a median of 9 months from infusion -------------------------------
p <- 0.9; m <- 9
sInf <- function(t) ifelse(t < 0, 1, 2^(-t / m))
laws <- list(failAt0 = function(t) as.numeric(t == 0), exponential3 = function(t) 2^(-t / 3), asInfused = sInf, never = function(t) 1 + 0 * t)
lags <- list(none = list(time = 0, mass = 1), fixed = list(time = 1.3, mass = 1), masses = list(time = c(0.5, 1, 3), mass = c(0.25, 0.5, 0.25)))
itt <- function(law, lag) function(t) sapply(t, function(x) p * sum(lag$mass * sInf(x - lag$time)) + (1 - p) * law(x))
forward <- lapply(lags, function(lag) lapply(laws, function(law) {
  s <- itt(law, lag)
  list(median = uniroot(function(t) s(t) - 0.5, c(1e-9, 100), tol = 1e-12)$root,
       survival = s(c(6, 12)),
       rmst = p * sum(lag$mass * sapply(lag$time, function(u) u + integrate(sInf, 0, 12 - u, rel.tol = 1e-12)$value)) +
         (1 - p) * (if (identical(law, laws$failAt0)) 0 else integrate(law, 0, 12, rel.tol = 1e-12)$value))
}))

# Patients: 60 infused after 1.5 months, 8 not infused with an exponential median of 2, 40 controls; quantile times, cut-off at 20 months.
q <- function(n) (seq_len(n) - 0.5) / n
end <- 20
build <- function(median) {
  t <- c(1.5 + 12 * (-log(1 - q(60)))^(1 / 0.9), -log2(1 - q(8)) * median, -log2(1 - q(40)) * 6)
  data.frame(time = pmin(t, end), event = as.integer(t <= end), arm = rep(c(1, 1, 0), c(60, 8, 40)))
}
ittPatients <- lapply(c(0.5, 2, 8), function(median) {
  fit <- coxph(Surv(time, event) ~ arm, build(median), control = coxph.control(eps = 1e-14))
  list(median = median, logHazardRatio = unname(coef(fit)), standardError = sqrt(vcov(fit)[1]))
})

# --- Control arm drift: lung, sex 1 as control, and sex 2 --------------------------------------------------------------
d <- data.frame(time = lung$time / 30.4375, event = lung$status - 1, arm = as.integer(lung$sex == 2))
fit0 <- survfit(Surv(time, event) ~ 1, d[d$arm == 0, ], conf.type = "log-log")
fit1 <- survfit(Surv(time, event) ~ 1, d[d$arm == 1, ], conf.type = "log-log")
greenwoodArea <- function(f, mult, tau) {
  k <- f$time < tau; t <- f$time[k]; s <- f$surv[k]^mult; e <- f$n.event[k]; y <- f$n.risk[k]
  width <- diff(c(t, tau)); right <- rev(cumsum(rev(s * width)))
  list(value = t[1] + right[1], variance = sum((mult * right)^2 * e / (y * (y - e))))
}
drift <- lapply(c(0.6, 1, 1.5), function(mult) {
  exact <- coxph.control(eps = 1e-14, toler.inf = 1e-7, iter.max = 50)
  fit <- coxph(Surv(time, event) ~ arm + offset(-log(mult) * (1 - arm)), d, control = exact)
  # The control as observed has 1/m of the hazard of the control that is assumed.
  beta <- unname(coef(coxph(Surv(time, event) ~ arm, d, control = exact)))
  stopifnot(abs(unname(coef(fit)) - (beta - log(mult))) < 1e-9)
  at <- summary(fit0, times = 12); at1 <- summary(fit1, times = 12)
  se <- mult * at$surv^(mult - 1) * at$std.err
  below <- function(x) fit0$time[which(x^mult <= 0.5)[1]]
  a0 <- greenwoodArea(fit0, mult, 18); a1 <- greenwoodArea(fit1, 1, 18)
  list(multiplier = mult, logHazardRatio = unname(coef(fit)), standardError = sqrt(vcov(fit)[1]),
       survival = I(c(at$surv^mult, at$lower^mult, at$upper^mult, se)), difference = I(c(at1$surv - at$surv^mult, sqrt(at1$std.err^2 + se^2))),
       median = I(c(below(fit0$surv), below(fit0$lower), below(fit0$upper))),
       rmst = I(c(a0$value, sqrt(a0$variance))), rmstDifference = I(c(a1$value - a0$value, sqrt(a0$variance + a1$variance))))
})

# --- Response: exact limits (binom.test) and Newcombe's difference from Wilson limits (prop.test without correction) ---
wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int[1:2])
response <- lapply(0:12, function(k) {
  w1 <- wilson(94 + k, 140); w0 <- wilson(52, 120); p1 <- (94 + k) / 140; p0 <- 52 / 120
  list(k = k, exact = binom.test(94 + k, 140)$conf.int[1:2], wilson = w1,
       difference = c(p1 - p0, p1 - p0 - sqrt((p1 - w1[1])^2 + (w0[2] - p0)^2), p1 - p0 + sqrt((w1[2] - p1)^2 + (p0 - w0[1])^2)))
})

# --- Illness-death: probabilities of the three states from the matrix exponential (eigen), not from closed forms --------
alpha <- 0.05; gamma <- 0.5; beta <- 0.03
Q <- rbind(c(-(alpha + gamma), gamma, alpha, 0), c(0, -beta, 0, beta), 0, 0)
e <- eigen(Q); inv <- solve(e$vectors)
P <- function(t) Re(e$vectors %*% diag(exp(e$values * t)) %*% inv)[1, ]
times <- c(0.5, 1, 3, 6, 12, 24)
occupancy <- t(sapply(times, P))
k <- alpha + gamma
everInfused <- sapply(times, function(t) integrate(function(u) k * exp(-k * u) * exp(-beta * pmax(0, t - u)), 0, t, rel.tol = 1e-12)$value + exp(-k * t))
timeToEvent <- integrate(function(t) sapply(t, function(x) 1 - pexp(x, k)), 0, Inf)$value + 1 / beta
illness <- list(alpha = alpha, gamma = gamma, beta = beta, time = times, waiting = occupancy[, 1], infused = occupancy[, 2],
                eventBefore = occupancy[, 3], eventAfter = occupancy[, 4], everInfused = everInfused, naiveRate = 1 / timeToEvent)

# --- E-value: the ratio of both unmeasured associations, by a root of their bias factor --------------------------------
riskRatio <- function(hr, common) if (common) (1 - 0.5^sqrt(hr)) / (1 - 0.5^sqrt(1 / hr)) else hr
eValue <- function(rr) { r <- max(rr, 1 / rr); if (r == 1) 1 else uniroot(function(x) x^2 / (2 * x - 1) - r, c(1, 1e4), tol = 1e-13)$root }
evalues <- lapply(list(c(0.5, 0.35, 0.7), c(0.8, 0.6, 1.05), c(1.6, 1.2, 2.1)), function(v) lapply(c(TRUE, FALSE), function(common) {
  near <- if (v[1] < 1) v[3] else v[2]
  crosses <- (v[1] < 1) != (near < 1)
  list(hazardRatio = v[1], lower = v[2], upper = v[3], common = common, point = eValue(riskRatio(v[1], common)),
       limit = if (crosses) 1 else eValue(riskRatio(near, common)))
}))

# --- Fragility: Fisher's exact test, one patient after the other -------------------------------------------------------
fisher <- function(a, n1, b, n0) fisher.test(rbind(c(a, n1 - a), c(b, n0 - b)))$p.value
fragility <- lapply(list(c(3, 50, 14, 50), c(8, 60, 12, 55), c(20, 90, 41, 95), c(5, 30, 5, 30)), function(v) {
  p0 <- fisher(v[1], v[2], v[3], v[4]); significant <- p0 < 0.05; step <- if (significant) 1 else -1
  lower <- if (v[1] / v[2] <= v[3] / v[4]) 1 else 3
  now <- v; n <- 0; possible <- TRUE
  while ((fisher(now[1], now[2], now[3], now[4]) < 0.05) == significant) {
    now[lower] <- now[lower] + step; n <- n + 1
    if (now[lower] < 0 || now[lower] > now[lower + 1]) { possible <- FALSE; break }
  }
  list(counts = v, p = p0, reverse = !significant, patients = if (possible) n else NA, pAfter = if (possible) fisher(now[1], now[2], now[3], now[4]) else NA)
})
# Survival-inferred: the patient of the better arm with the longest time goes to the other arm, until p crosses 0.05.
sifi <- function(d) {
  p <- function(x) pchisq(survdiff(Surv(time, event) ~ arm, x)$chisq, 1, lower.tail = FALSE)
  p0 <- p(d); significant <- p0 < 0.05; n <- 0
  f <- survdiff(Surv(time, event) ~ arm, d); better <- if (f$obs[2] < f$exp[2]) 1 else 0
  from <- if (significant) better else 1 - better
  now <- d
  while ((p(now) < 0.05) == significant) {
    own <- which(now$arm == from)
    pick <- own[order(-now$time[own], now$event[own], own)][1]
    now$arm[pick] <- 1 - from; n <- n + 1
  }
  list(p = p0, patients = n * (if (significant) 1 else -1), pAfter = p(now))
}
veteranRows <- data.frame(time = veteran$time, event = veteran$status, arm = veteran$trt - 1)
amlRows <- data.frame(time = aml$time, event = aml$status, arm = as.integer(aml$x == "Maintained"))
lungRows <- data.frame(time = lung$time, event = lung$status - 1, arm = as.integer(lung$sex == 2))

# --- Probabilistic bias analysis: S = P x + (1 - P) exp(-6 L), P ~ beta(40, 10), L ~ gamma(3, scale 0.1), by quadrature ---
x <- 0.7
mean1 <- 40 / 50; sq1 <- 40 * 41 / (50 * 51)
g1 <- (1 + 0.6)^-3; g2 <- (1 + 1.2)^-3
meanS <- mean1 * x + (1 - mean1) * g1
secondS <- sq1 * x^2 + 2 * (mean1 - sq1) * x * g1 + (1 - 2 * mean1 + sq1) * g2
cdf <- function(s) integrate(function(b) dbeta(b, 40, 10) * ifelse(s >= b * x + 1 - b, 1, ifelse(s <= b * x, 0,
  pgamma(pmax(-log(pmax((s - b * x) / (1 - b), 1e-300)) / 6, 0), 3, scale = 0.1, lower.tail = FALSE))), 0, 1, rel.tol = 1e-10, subdivisions = 2000)$value
quantile <- sapply(c(0.025, 0.5, 0.975), function(level) uniroot(function(s) cdf(s) - level, c(0.3, 0.95), tol = 1e-9)$root)
bias <- list(mean = meanS, standardDeviation = sqrt(secondS - meanS^2), quantiles = quantile)
priors <- list(beta = qbeta(c(0.01, 0.3, 0.9), 2, 5), gamma = qgamma(c(0.01, 0.3, 0.9), 3, scale = 0.5), logNormal = qlnorm(c(0.01, 0.3, 0.9), log(2), 0.4))

write_json(list(
  forward = forward, ittPatients = ittPatients,
  drift = list(data = list(time = d$time, event = d$event, arm = d$arm), byMultiplier = drift), response = response, illness = illness,
  evalues = unlist(evalues, recursive = FALSE), fragility = fragility,
  sifi = list(veteran = c(list(data = as.list(veteranRows)), sifi(veteranRows)), aml = c(list(data = as.list(amlRows)), sifi(amlRows)), lung = c(list(data = as.list(lungRows)), sifi(lungRows))),
  bias = bias, priors = priors
), "tests/golden/scenario-assumptions.json")
