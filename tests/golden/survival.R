# Reference values for src/survival from R's survival and survival's textbook data, one file a comparison of two arms.
# Run from the repository root: Rscript tests/golden/survival.R
suppressPackageStartupMessages({
  library(survival)
  library(MASS)
  library(mvtnorm)
})
source("tests/golden/json.R")

probabilities <- c(0.1, 0.25, 0.5, 0.75, 0.9)

# ---- curves ------------------------------------------------------------------------------------------------------------

curve <- function(formula, data, type) {
  fit <- survfit(formula, data, conf.type = type)
  q <- quantile(fit, probabilities)
  out <- list(lower = I(fit$lower), upper = I(fit$upper), quantiles = list(
    probs = probabilities, quantile = unname(q$quantile), lower = unname(q$lower), upper = unname(q$upper)
  ))
  if (type != "log") return(out)
  c(list(
    time = I(fit$time), n_risk = I(fit$n.risk), n_event = I(fit$n.event), n_censor = I(fit$n.censor), surv = I(fit$surv),
    std_err_surv = I(ifelse(fit$surv == 0, 0, fit$surv * fit$std.err)), cumhaz = I(fit$cumhaz), std_cumhaz = I(fit$std.chaz)
  ), out)
}

curves <- function(d) {
  sets <- list(arm0 = d[d$arm == 0, ], arm1 = d[d$arm == 1, ], pooled = d)
  sapply(c("log", "log-log", "plain"), simplify = FALSE, function(type) {
    lapply(sets, function(s) curve(Surv(time, event) ~ 1, s, type))
  })
}

fleming_harrington <- function(d) {
  fit <- survfit(Surv(time, event) ~ 1, d, stype = 2, ctype = 2)
  list(surv = fit$surv, std_err_surv = fit$surv * fit$std.err, cumhaz = fit$cumhaz, std_cumhaz = fit$std.chaz)
}

# ---- weighted log-rank tests -------------------------------------------------------------------------------------------

# At each event time of a stratum: at risk and events by arm, pooled Kaplan-Meier just before.
risk_sets <- function(d) {
  times <- sort(unique(d$time[d$event == 1]))
  at <- t(sapply(times, function(t) c(
    t, sum(d$time >= t & d$arm == 0), sum(d$time >= t & d$arm == 1),
    sum(d$time == t & d$event == 1 & d$arm == 0), sum(d$time == t & d$event == 1 & d$arm == 1)
  )))
  n <- at[, 2] + at[, 3]
  k <- at[, 4] + at[, 5]
  data.frame(
    time = times, n0 = at[, 2], n1 = at[, 3], d0 = at[, 4], d1 = at[, 5], n = n, d = k,
    before = c(1, cumprod(1 - k / n))[seq_along(times)]
  )
}

weighted_test <- function(sets, w) {
  e1 <- sets$d * sets$n1 / sets$n
  v <- ifelse(sets$n > 1, sets$d * sets$n0 * sets$n1 * (sets$n - sets$d) / (sets$n^2 * pmax(1, sets$n - 1)), 0)
  u <- sum(w * (sets$d1 - e1))
  list(u = u, var = sum(w^2 * v), z = u / sqrt(sum(w^2 * v)))
}

fh_weight <- function(sets, rho, gamma) sets$before^rho * (1 - sets$before)^gamma

# P(max |Z| > m) for normals of rank 3 (the statistic (0, 0) is a sum of (1, 0) and (0, 1), and pmvnorm is off by 1e-5 for
# singular matrices): over the directions of three independent normals on a grid, P(chi_3 > m / max|A u|) exact in each.
outside <- function(m, corr, steps = 2000) {
  e <- eigen(corr)
  a <- e$vectors[, 1:3] %*% diag(sqrt(e$values[1:3]))
  height <- (seq_len(steps) - 0.5) / steps
  angle <- 2 * pi * (seq_len(steps) - 0.5) / steps
  mean(sapply(height, function(h) {
    u <- rbind(sqrt(1 - h^2) * cos(angle), sqrt(1 - h^2) * sin(angle), h)
    mean(pchisq((m / do.call(pmax, as.data.frame(t(abs(a %*% u)))))^2, 3, lower.tail = FALSE))
  }))
}

weighted_tests <- function(d) {
  sets <- risk_sets(d)
  powers <- list(c(0, 0), c(1, 0), c(0, 1), c(1, 1), c(0.5, 0.5), c(2, 0))
  fh <- lapply(powers, function(p) c(list(rho = p[1], gamma = p[2]), weighted_test(sets, fh_weight(sets, p[1], p[2]))))
  t_star <- unname(quantile(d$time, 0.3, type = 1))
  # Magirr and Burman: min(1 / S(t-), 1 / S(t*)), S from survfit.
  pooled <- survfit(Surv(time, event) ~ 1, d)
  s_at <- function(t) c(1, pooled$surv)[findInterval(t, pooled$time) + 1]
  s_before <- c(1, pooled$surv)[findInterval(sets$time, pooled$time, left.open = TRUE) + 1]
  modest <- weighted_test(sets, pmin(1 / s_before, 1 / s_at(t_star)))
  c0 <- weighted_test(sets, 1 * (sets$time > t_star))
  cuts <- unname(quantile(d$time[d$event == 1], c(0.3, 0.7), type = 1))
  pairs <- list(c(0, 0), c(1, 0), c(0, 1), c(1, 1))
  w <- sapply(pairs, function(p) fh_weight(sets, p[1], p[2]))
  v <- ifelse(sets$n > 1, sets$d * sets$n0 * sets$n1 * (sets$n - sets$d) / (sets$n^2 * pmax(1, sets$n - 1)), 0)
  covariance <- t(w) %*% (w * v)
  z <- sapply(pairs, function(p) weighted_test(sets, fh_weight(sets, p[1], p[2]))$z)
  corr <- cov2cor(covariance)
  list(
    fleming_harrington = fh, modestly_weighted = c(list(t_star = t_star), modest),
    piecewise = c(list(cut = t_star, weights = c(0, 1)), c0),
    piecewise_three = c(list(cuts = cuts, weights = c(0.5, 2, 1)), weighted_test(sets, c(0.5, 2, 1)[findInterval(sets$time, cuts, left.open = TRUE) + 1])),
    max_combo = list(z = z, correlation = corr, p = outside(max(abs(z)), corr), p_of_three = outside(max(abs(z[2:4])), corr[2:4, 2:4]),
      p_of_three_mvtnorm = 1 - as.numeric(pmvnorm(rep(-max(abs(z[2:4])), 3), rep(max(abs(z[2:4])), 3), corr = corr[2:4, 2:4], algorithm = Miwa(steps = 4096))))
  )
}

survdiffs <- function(d, stratum = NULL) {
  d$stratum <- stratum
  formula <- if (is.null(stratum)) Surv(time, event) ~ arm else Surv(time, event) ~ arm + strata(stratum)
  lapply(list(rho0 = 0, rho1 = 1), function(rho) {
    fit <- survdiff(formula, d, rho = rho)
    total <- function(x) I(if (is.matrix(x)) rowSums(x) else x)
    list(chisq = fit$chisq, p = pchisq(fit$chisq, 1, lower.tail = FALSE), obs = total(fit$obs), exp = total(fit$exp), var = fit$var)
  })
}

# ---- Cox regression ----------------------------------------------------------------------------------------------------

# coxph stops on the log-likelihood; go on until beta stands still, then read the standard error there.
polished <- function(formula, data, ties, weights = NULL) {
  if (is.null(weights)) weights <- rep(1, nrow(data))
  data$w_ <- weights
  # coxph and residuals look for `data` where the formula was written.
  environment(formula) <- environment()
  fit <- coxph(formula, data, ties = ties, weights = w_, robust = FALSE, control = coxph.control(eps = 1e-11, iter.max = 100))
  beta <- coef(fit)
  null <- fit$loglik[1]
  score <- fit$score
  for (k in 1:20) {
    fit <- coxph(formula, data, ties = ties, weights = w_, robust = FALSE, init = beta, control = coxph.control(iter.max = 0), model = TRUE, x = TRUE, y = TRUE)
    u <- colSums(as.matrix(residuals(fit, "score", weighted = TRUE)))
    step <- as.vector(fit$var %*% u)
    beta <- beta + step
    if (max(abs(step)) < 1e-15) break
  }
  fit <- coxph(formula, data, ties = ties, weights = w_, robust = FALSE, init = beta, control = coxph.control(iter.max = 0), model = TRUE, x = TRUE, y = TRUE)
  fit$null <- null
  fit$score <- score
  fit
}

cox <- function(formula, data, ties, weights = NULL) {
  fit <- polished(formula, data, ties, weights)
  b <- unname(coef(fit))
  # Where nothing tells the arms apart coxph gives no coefficient, and a standard error of 0.
  se <- ifelse(is.na(b), NA, sqrt(diag(fit$var)))
  dfb <- as.matrix(residuals(fit, "dfbeta", weighted = TRUE))
  out <- list(
    coef = b, se = se, loglik_null = fit$null, loglik = fit$loglik[2], score_test = fit$score,
    robust_se = sqrt(diag(crossprod(dfb)))
  )
  if (length(b) > 1) return(c(out, list(var = fit$var)))
  c(out, list(wald_test = (b / se)^2, lr_test = 2 * (fit$loglik[2] - fit$null), hr = exp(b), hr_lower = exp(b - qnorm(0.975) * se),
    hr_upper = exp(b + qnorm(0.975) * se)))
}

both_ties <- function(...) list(efron = cox(..., ties = "efron"), breslow = cox(..., ties = "breslow"))

# Cumulative baseline hazard with all covariates 0.
baseline <- function(formula, data) {
  sapply(c("efron", "breslow"), simplify = FALSE, function(ties) {
    b <- basehaz(polished(formula, data, ties), centered = FALSE)
    list(time = b$time, hazard = b$hazard)
  })
}

zph <- function(formula, data, ties, weights = NULL) {
  fit <- polished(formula, data, ties, weights)
  sapply(c("km", "rank", "identity", "log"), simplify = FALSE, function(transform) {
    if (transform == "log" && any(data$time <= 0)) return(NULL)
    z <- cox.zph(fit, transform = if (transform == "log") log else transform, terms = FALSE)$table
    list(chisq = I(unname(z[, 1])), df = I(unname(z[, 2])), p = I(unname(z[, 3])))
  })
}

# ---- restricted means, milestones --------------------------------------------------------------------------------------

restricted <- function(s, tau) {
  table <- summary(survfit(Surv(time, event) ~ 1, s), rmean = tau)$table
  list(rmst = unname(table["rmean"]), se = unname(table["se(rmean)"]))
}

restricted_means <- function(d) {
  tau <- min(tapply(d$time, d$arm, max))
  lapply(c(tau, tau / 2), function(t) {
    a <- restricted(d[d$arm == 0, ], t)
    b <- restricted(d[d$arm == 1, ], t)
    log_se <- sqrt((a$se / a$rmst)^2 + (b$se / b$rmst)^2)
    list(
      tau = t, rmst = c(a$rmst, b$rmst), se = c(a$se, b$se), diff = b$rmst - a$rmst, diff_se = sqrt(a$se^2 + b$se^2),
      ratio = b$rmst / a$rmst, log_ratio_se = log_se
    )
  })
}

milestones <- function(d) {
  tau <- min(tapply(d$time, d$arm, max))
  lapply(c(0.25, 0.5, 0.9) * tau, function(t) {
    s <- lapply(0:1, function(a) summary(survfit(Surv(time, event) ~ 1, d[d$arm == a, ], conf.type = "log-log"), times = t))
    get <- function(name) c(s[[1]][[name]], s[[2]][[name]])
    # Before the first time summary() prints limits of 1; on the curve itself log-log limits do not exist where survival is 1.
    limit <- function(name) ifelse(get("surv") == 1, NA, get(name))
    list(time = t, surv = get("surv"), se = get("std.err"), lower = limit("lower"), upper = limit("upper"), n_risk = get("n.risk"))
  })
}

# Number needed to treat with the reciprocals of the limits of the difference: those to benefit and those to harm apart, so
# that an interval of the difference that spans 0 gives two pieces that end at infinity (null).
needed <- function(difference, se) {
  limits <- difference + c(-1, 1) * qnorm(0.975) * se
  list(
    value = 1 / abs(difference), benefit = difference > 0,
    to_benefit = I(if (limits[2] > 0) c(1 / limits[2], if (limits[1] > 0) 1 / limits[1] else Inf) else numeric(0)),
    to_harm = I(if (limits[1] < 0) c(-1 / limits[1], if (limits[2] < 0) -1 / limits[2] else Inf) else numeric(0))
  )
}

# Survival of those who are event-free at s; hazard ratios of periods; tests at a time.
windows <- function(d) {
  tau <- min(tapply(d$time, d$arm, max))
  s <- unname(quantile(d$time, 0.25, type = 1))
  t <- unname(quantile(d$time, 0.6, type = 1))
  # start.time keeps those with an event at s itself, and S(t) / S(s) does not.
  fit <- summary(survfit(Surv(time, event) ~ 1, d[d$time > s, ], conf.type = "log-log"), times = t)
  cuts <- c(s, t)
  long <- survSplit(Surv(time, event) ~ arm, d, cut = cuts, episode = "period", zero = -1)
  at <- lapply(0:1, function(a) summary(survfit(Surv(time, event) ~ 1, d[d$arm == a, ]), times = tau / 2))
  s0 <- at[[1]]$surv; s1 <- at[[2]]$surv; e0 <- at[[1]]$std.err; e1 <- at[[2]]$std.err
  list(
    needed = needed(s1 - s0, sqrt(e0^2 + e1^2)),
    given = s, time = t, survival = fit$surv, se = fit$std.err, lower = fit$lower, upper = fit$upper, cuts = cuts,
    periods = lapply(1:3, function(k) cox(Surv(tstart, time, event) ~ arm, long[long$period == k, ], "efron")),
    milestone_test = list(
      time = tau / 2, plain = (s1 - s0) / sqrt(e0^2 + e1^2), log = (log(s1) - log(s0)) / sqrt((e0 / s0)^2 + (e1 / s1)^2),
      loglog = (log(-log(s0)) - log(-log(s1))) / sqrt((e0 / (s0 * log(s0)))^2 + (e1 / (s1 * log(s1)))^2)
    )
  )
}

reversed <- function(d) {
  fit <- survfit(Surv(time, 1 - event) ~ 1, d, conf.type = "log")
  list(
    time = fit$time, surv = fit$surv, std_err_surv = ifelse(fit$surv == 0, 0, fit$surv * fit$std.err), lower = fit$lower,
    upper = fit$upper, quantiles = quantile_columns(fit)
  )
}

quantile_columns <- function(fit) {
  q <- quantile(fit, c(0.25, 0.5, 0.75))
  list(probs = c(0.25, 0.5, 0.75), quantile = I(unname(q$quantile)), lower = I(unname(q$lower)), upper = I(unname(q$upper)))
}

# ---- delayed entry and weights -----------------------------------------------------------------------------------------

truncated <- function(d) {
  d$start <- d$time * (seq_len(nrow(d)) %% 4) / 8
  fit <- survfit(Surv(start, time, event) ~ 1, d, conf.type = "log")
  at <- fit$n.event > 0
  list(
    start = d$start, coxph = both_ties(Surv(start, time, event) ~ arm, d),
    survfit_pooled_at_events = list(
      time = fit$time[at], n_risk = fit$n.risk[at], n_event = fit$n.event[at], surv = fit$surv[at], lower = fit$lower[at], upper = fit$upper[at]
    ),
    quantiles = quantile_columns(fit)
  )
}

weighted <- function(d, w) {
  d$w <- w
  fit <- survfit(Surv(time, event) ~ 1, d, weights = w, robust = FALSE, conf.type = "log")
  list(
    weights = w,
    survfit_pooled = list(
      time = fit$time, n_risk = fit$n.risk, n_event = fit$n.event, surv = fit$surv,
      std_err_surv = ifelse(fit$surv == 0, 0, fit$surv * fit$std.err), lower = fit$lower, upper = fit$upper
    ),
    quantiles = quantile_columns(fit),
    coxph_efron = cox(Surv(time, event) ~ arm, d, "efron", w), coxph_breslow = cox(Surv(time, event) ~ arm, d, "breslow", w),
    # cox.zph takes weights that are doubles only.
    zph = list(efron = zph(Surv(time, event) ~ arm, d, "efron", as.numeric(w)), breslow = zph(Surv(time, event) ~ arm, d, "breslow", as.numeric(w)))
  )
}

# ---- parametric fits ---------------------------------------------------------------------------------------------------

parametric <- function(d) {
  d$t <- pmax(d$time, 0)
  sapply(c("exponential", "weibull", "lognormal", "loglogistic"), simplify = FALSE, function(dist) {
    control <- survreg.control(rel.tolerance = 1e-14, maxiter = 200)
    one <- function(formula, s) {
      fit <- survreg(formula, s, dist = dist, control = control)
      list(coef = I(unname(coef(fit))), scale = fit$scale, loglik = fit$loglik[2], se = I(unname(sqrt(diag(fit$var)))))
    }
    list(arm = one(Surv(t, event) ~ arm, d), arm0_only = one(Surv(t, event) ~ 1, d[d$arm == 0, ]), arm1_only = one(Surv(t, event) ~ 1, d[d$arm == 1, ]))
  })
}

# Gompertz: hazard exp(log hazard + rate t), the likelihood maximised by Newton steps until it stands still.
gompertz <- function(s) {
  n <- sum(s$event); m <- sum(s$time * s$event); u <- max(s$time)
  derivatives <- function(a) {
    e <- exp(a * s$time)
    c(sum((e - 1) / a), sum((s$time * e - (e - 1) / a) / a), sum((s$time^2 * e - 2 * (s$time * e - (e - 1) / a) / a) / a))
  }
  profile <- function(a) n * log(n / derivatives(a)[1]) - n + a * m
  a <- optimize(profile, c(-20, 20) / u, maximum = TRUE, tol = 1e-12 / u)$maximum
  for (k in 1:50) {
    g <- derivatives(a)
    step <- (m - n * g[2] / g[1]) / (n * (g[3] / g[1] - (g[2] / g[1])^2))
    a <- a + step
    if (abs(step) < 1e-15 * abs(a)) break
  }
  g <- derivatives(a)
  b <- n / g[1]
  information <- b * matrix(c(g[3], g[2], g[2], g[1]), 2)
  list(rate = a, log_hazard = log(b), se = sqrt(diag(solve(information))), loglik = n * log(b) + a * m - b * g[1])
}

# Generalised gamma (Prentice): the likelihood through pgamma, climbed by nlm from a grid of shapes, then Newton steps on
# extrapolated differences until it stands still. No parameters where the profile is highest at an end of the grid, or where an
# infinite shape is higher still than the maximum found: the Pareto distribution from the first event on, or a power law F = (t / t0)^a.
generalised_gamma <- function(s) {
  t <- log(s$time)
  e <- s$event == 1
  log_likelihood <- function(p) {
    w <- (t - p[1]) / exp(p[2])
    q <- p[3]
    if (q == 0) return(sum(dnorm(w[e], log = TRUE) - p[2] - t[e]) + sum(pnorm(w[!e], lower.tail = FALSE, log.p = TRUE)))
    k <- 1 / q^2
    density <- log(abs(q)) + k * log(k) - lgamma(k) + k * (q * w[e] - exp(q * w[e])) - p[2] - t[e]
    sum(density) + sum(pgamma(k * exp(q * w[!e]), k, lower.tail = q < 0, log.p = TRUE))
  }
  minus <- function(p) { v <- -log_likelihood(p); if (is.finite(v)) v else 1e10 }
  grid <- c(-16, -8, -4, -2, -1, -0.5, 0.01, 0.5, 1, 2, 4, 8, 16)
  at <- c(mean(t), log(sd(t) + 0.1))
  profile <- sapply(grid, function(q) optim(at, function(p) minus(c(p, q)), control = list(reltol = 1e-13, maxit = 5000))$value)
  if (which.min(profile) %in% c(1, length(grid))) return(list(coef = rep(NA, 3), se = rep(NA, 3), loglik = NA))
  q <- grid[which.min(profile)]
  p <- c(optim(at, function(p) minus(c(p, q)), control = list(reltol = 1e-13, maxit = 5000))$par, q)
  p <- optim(p, minus, control = list(reltol = 1e-14, maxit = 10000))$par
  p <- nlm(minus, p, gradtol = 1e-9, steptol = 1e-12, iterlim = 500)$estimate
  unit <- diag(3)
  gradient <- function(p, h = 1e-2) sapply(1:3, function(i) {
    d <- function(h) (log_likelihood(p + h * unit[i, ]) - log_likelihood(p - h * unit[i, ])) / (2 * h)
    (d(h) - 20 * d(h / 2) + 64 * d(h / 4)) / 45
  })
  hessian <- function(p, h = 4e-2) sapply(1:3, function(i) {
    d <- function(h) (gradient(p + h * unit[i, ]) - gradient(p - h * unit[i, ])) / (2 * h)
    (d(h) - 20 * d(h / 2) + 64 * d(h / 4)) / 45
  })
  for (k in 1:8) p <- p - solve(hessian(p), gradient(p))
  x <- s$time[e]
  pareto <- { a <- length(x) / sum(log(pmax(s$time, min(x)) / min(x))); length(x) * (log(a) - 1) - sum(log(x)) }
  power <- -optim(c(0, -5), function(p) {
    end <- max(s$time) * (1 + exp(p[2])); a <- exp(p[1])
    -sum(log(a / end) + (a - 1) * log(x / end)) - sum(log1p(-(s$time[!e] / end)^a))
  }, control = list(reltol = 1e-12, maxit = 5000))$value
  if (max(pareto, power) >= log_likelihood(p)) return(list(coef = rep(NA, 3), se = rep(NA, 3), loglik = NA))
  h <- hessian(p)
  list(coef = p, se = sqrt(diag(solve(-(h + t(h)) / 2))), loglik = log_likelihood(p), gradient = max(abs(gradient(p))))
}

# Piecewise exponential: a Poisson model of the events of each period, the logarithm of its person-time as offset.
piecewise_exponential <- function(d) {
  d$id <- seq_len(nrow(d))
  cuts <- unname(quantile(d$time[d$event == 1], c(0.25, 0.5, 0.75), type = 1))
  one <- function(s) {
    long <- survSplit(Surv(time, event) ~ ., s, cut = cuts, episode = "period", zero = -1)
    long$tstart <- pmax(0, long$tstart)
    rows <- aggregate(cbind(event = long$event, exposure = long$time - long$tstart), list(period = long$period), sum)
    fit <- NULL
    # Standard errors are those of the step before the last: fit again from the coefficients.
    for (k in 1:2) fit <- glm(event ~ 0 + factor(period) + offset(log(exposure)), poisson, rows, start = coef(fit))
    rate <- exp(coef(fit))
    list(events = rows$event, exposure = rows$exposure, coef = unname(coef(fit)), se = unname(sqrt(diag(vcov(fit)))),
      loglik = sum(rows$event * coef(fit) - rate * rows$exposure))
  }
  c(list(cuts = cuts), one(d))
}

# ---- files -------------------------------------------------------------------------------------------------------------

versions <- list(
  r = R.version.string, survival = as.character(packageVersion("survival")), MASS = as.character(packageVersion("MASS"))
)

comparison <- function(id, dataset, unit, arm_names, time, event, arm, stratum = NULL, covariates = NULL) {
  d <- data.frame(time = as.numeric(time), event = as.integer(event), arm = as.integer(arm))
  n <- nrow(d)
  formula <- Surv(time, event) ~ arm
  out <- c(list(format = "bench-golden/1", id = id, dataset = dataset, unit = unit), versions, list(
    arm_names = arm_names, data = as.list(d), survfit = curves(d), fleming_harrington_pooled = fleming_harrington(d),
    survdiff = survdiffs(d), weighted_tests = weighted_tests(d), coxph = both_ties(formula, d),
    zph = list(efron = zph(formula, d, "efron"), breslow = zph(formula, d, "breslow")),
    rmst = restricted_means(d), milestone = milestones(d), windows = windows(d), left_truncated = truncated(d), reverse_km = reversed(d),
    weighted = list(integer = weighted(d, rep(1:3, length.out = n)), fractional = weighted(d, round(0.5 + (seq_len(n) * 0.618034) %% 1, 4)))
  ))
  if (all(d$time > 0)) out$survreg <- parametric(d)
  out$gompertz <- list(arm0_only = gompertz(d[d$arm == 0, ]), arm1_only = gompertz(d[d$arm == 1, ]))
  out$piecewise_exponential <- piecewise_exponential(d)
  if (all(d$time > 0)) out$generalised_gamma <- list(arm0_only = generalised_gamma(d[d$arm == 0, ]), arm1_only = generalised_gamma(d[d$arm == 1, ]))
  if (!is.null(stratum)) {
    d$stratum <- as.integer(stratum)
    out$stratified <- list(
      stratum = d$stratum, survdiff = survdiffs(d, d$stratum), coxph = both_ties(Surv(time, event) ~ arm + strata(stratum), d)
    )
  }
  if (!is.null(covariates)) {
    x <- as.data.frame(covariates)
    multi <- reformulate(c("arm", names(x)), quote(Surv(time, event)))
    dx <- cbind(d, x)
    out$multi <- list(
      terms = c("arm", names(x)), columns = as.list(x), coxph = both_ties(multi, dx), zph = zph(multi, dx, "efron"),
      baseline = baseline(multi, dx)
    )
  }
  write_json(out, file.path("tests/golden/survival", paste0(id, ".json")))
}

lung$centre <- ifelse(is.na(lung$inst), 0, lung$inst %/% 8)
l <- lung[complete.cases(lung[c("ph.ecog", "ph.karno", "age")]), ]
comparison("lung", "survival::lung", "days", c("male", "female"), l$time, l$status == 2, l$sex == 2, l$ph.ecog, l[c("age", "ph.karno")])
comparison("veteran", "survival::veteran", "days", c("standard", "test"), veteran$time, veteran$status, veteran$trt == 2,
  as.integer(veteran$celltype), veteran[c("karno", "age", "prior")])
comparison("ovarian", "survival::ovarian", "days", c("1", "2"), ovarian$futime, ovarian$fustat, ovarian$rx == 2, ovarian$resid.ds, ovarian["age"])
comparison("aml", "survival::aml", "weeks", c("Nonmaintained", "Maintained"), aml$time, aml$status, aml$x == "Maintained")
comparison("gehan", "MASS::gehan", "weeks", c("control", "6-MP"), gehan$time, gehan$cens, gehan$treat == "6-MP", (gehan$pair - 1) %/% 7 + 1)
comparison("kidney", "survival::kidney", "days", c("male", "female"), kidney$time, kidney$status, kidney$sex == 2, NULL, kidney["age"])
k <- colon[colon$etype == 2 & colon$rx != "Lev", ]
comparison("colon", "survival::colon, death, Obs and Lev+5FU", "days", c("Obs", "Lev+5FU"), k$time, k$status, k$rx == "Lev+5FU", k$extent,
  k[c("age", "node4", "surg")])
m <- Melanoma
comparison("melanoma", "MASS::Melanoma, death from melanoma, by ulceration", "days", c("absent", "present"), m$time, m$status == 1, m$ulcer == 1,
  m$sex, m[c("thickness", "age")])

# Rows of (start, stop] with a covariate that changes in time.
h <- heart
h$x <- as.integer(h$transplant) - 1
formula <- Surv(start, stop, event) ~ x + age + surgery
write_json(c(list(format = "bench-golden-startstop/1", id = "heart", dataset = "survival::heart"), versions, list(
  data = as.list(h[c("start", "stop", "event", "x", "age", "surgery", "id")]),
  coxph = both_ties(Surv(start, stop, event) ~ x, h),
  coxph_multi = list(
    terms = c("x", "age", "surgery"), efron = cox(formula, h, "efron"), breslow = cox(formula, h, "breslow"),
    zph = zph(Surv(start, stop, event) ~ x + age + surgery, transform(h, time = stop), "efron"),
    robust_by_id = local({
      fit <- polished(formula, h, "efron")
      g <- rowsum(as.matrix(residuals(fit, "dfbeta", weighted = TRUE)), h$id)
      sqrt(diag(crossprod(g)))
    })
  )
)), "tests/golden/survival/heart.json")

# Competing events.
competing <- function(id, dataset, time, event, causes, w) {
  one <- function(w) {
    fit <- survfit(Surv(time, factor(event, 0:length(causes), c("none", causes))) ~ 1, weights = w)
    # Without a standard error R's plain and log limits have no width; ours do not exist.
    limits <- sapply(c("plain", "log", "log-log"), simplify = FALSE, function(type) {
      f <- survfit(Surv(time, factor(event, 0:length(causes), c("none", causes))) ~ 1, weights = w, conf.type = type)
      limit <- function(x) t(ifelse(f$std.err[, -1] == 0, NA, x[, -1]))
      list(lower = limit(f$lower), upper = limit(f$upper))
    })
    list(
      weights = w, time = fit$time, n_risk = fit$n.risk[, 1], survival = fit$pstate[, 1], incidence = t(fit$pstate[, -1]),
      se = t(fit$std.err[, -1]), limits = limits
    )
  }
  environment(one) <- environment()
  write_json(c(list(format = "golden-competing/1", id = id, dataset = dataset), versions, list(
    causes = causes, time = time, event = event, plain = one(rep(1, length(time))), weighted = one(w), uneven = one(ifelse(seq_along(w) %% 3 == 0, 1e-6, w))
  )), file.path("tests/golden/survival", paste0(id, ".json")))
}
g <- mgus2[seq(1, nrow(mgus2), 4), ]
competing(
  "mgus2", "survival::mgus2, every fourth row", ifelse(g$pstat == 1, g$ptime, g$futime), ifelse(g$pstat == 1, 1, 2 * g$death),
  c("progression", "death"), rep(1:3, length.out = nrow(g))
)
competing("melanoma-causes", "MASS::Melanoma", m$time, c(1, 0, 2)[m$status], c("melanoma", "other"), rep(c(0.5, 1.25), length.out = nrow(m)))
# Three causes, with ties of all kinds of events: transplantation, death and (a made-up cause) leaving early.
p3 <- pbc[seq(1, nrow(pbc), 2), ]
competing("pbc", "survival::pbc, every second row, months", ceiling(p3$time / 30.4375), ifelse(p3$status == 0 & p3$time < 1500, 3, p3$status),
  c("transplant", "death", "left"), round(0.5 + (seq_len(nrow(p3)) * 0.618034) %% 1, 4))
