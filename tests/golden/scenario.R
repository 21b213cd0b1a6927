# Golden values of the scenario room. Run from the repository: Rscript tests/golden/scenario.R
# Writes tests/golden/scenario.json. R 4.2.2, survival 3.5.3, jsonlite. No random numbers: data are quantiles on fixed grids.
suppressPackageStartupMessages({ library(survival); library(jsonlite) })

# --- Mixtures on smooth curves ---------------------------------------------------------------------------------------
share <- 225 / 254
grid <- c(0, 0.25, 0.75, 1.5, 2.5, 4, 6, 8, 10, 12, 16, 20)
arm <- exp(-(grid / 18)^1.05)
control <- exp(-(grid / 7)^0.85)
laws <- list(
  failAt0 = ifelse(grid == 0, 1, 0),
  failAt2.5 = ifelse(grid < 2.5, 1, 0),
  exponential3 = 2^(-grid / 3),
  control = control,
  controlTimes2 = control^2,
  never = rep(1, length(grid)),
  arm = arm
)
infused <- lapply(laws, function(non) {
  raw <- (arm - (1 - share) * non) / share
  list(raw = raw, above1 = any(raw > 1 + 1e-12), below0 = any(raw < -1e-12), nonMonotone = any(diff(raw) > 1e-12),
       repaired = pmin(1, pmax(0, cummin(raw))))
})

# Forward with a lag: masses at 0.5, 1 and 2 months on an exponential infused curve and an exponential rest.
lagTime <- c(0.5, 1, 2); lagMass <- c(0.25, 0.5, 0.25)
forward <- sapply(grid, function(t) {
  since <- t - lagTime
  share * sum(lagMass * ifelse(since < 0, 1, exp(-0.05 * pmax(since, 0)))) + (1 - share) * 2^(-t / 3)
})

# --- Informative censoring -------------------------------------------------------------------------------------------
# Two arms of invented patients: quantile times on an irrational rotation, so that nothing is random and few times tie.
rotation <- function(n, step) (seq_len(n) * step) %% 1
make <- function(n, scale, shape, step) {
  event <- round(scale * (-log(1 - rotation(n, step)))^(1 / shape), 1)
  dropOut <- round(25 * (-log(1 - rotation(n, sqrt(3)))), 1)
  administrative <- round(3 + 27 * rotation(n, pi), 1)
  time <- pmin(event, dropOut, administrative)
  data.frame(time = time, event = as.integer(event <= pmin(dropOut, administrative)),
             reason = as.integer(dropOut < pmin(event, administrative) ), administrative = administrative)
}
d1 <- make(90, 16, 1.1, sqrt(2)); d0 <- make(60, 8, 0.9, sqrt(5))
d1$arm <- 1; d0$arm <- 0
both <- rbind(d0, d1)

# Expected-value Kaplan-Meier by definition, with case weights: the hazard steps of `source` after a drop-out, times delta.
expectedKm <- function(d, w, source, ws, delta, at) {
  km <- function(x, wx, t) { r <- sum(wx[x$time >= t]); e <- sum(wx[x$time == t & x$event == 1]); e / r }
  own <- sort(unique(d$time[d$event == 1])); src <- sort(unique(source$time[source$event == 1]))
  grid <- sort(unique(c(own, src))); grid <- grid[grid <= at]
  h <- sapply(grid, function(t) if (t %in% src) km(source, ws, t) else 0)
  pass <- if (delta == 0) rep(1, length(h)) else (1 - h)^delta
  drop <- which(d$event == 0 & d$reason == 1)
  s <- 1
  for (k in seq_along(grid)) {
    t <- grid[k]
    y <- sum(w[d$time >= t]); e <- sum(w[d$time == t & d$event == 1])
    m <- 0
    for (i in drop) if (d$time[i] < t && t <= d$administrative[i]) {
      between <- grid > d$time[i] & grid < t
      m <- m + w[i] * prod(pass[between])
    }
    if (y + m > 0) s <- s * (y - e + m * pass[k]) / (y + m)
  }
  s
}
# Infinitesimal jackknife by central differences of the case weights, own arm and (jump to reference) the other.
jackknife <- function(d, source, same, delta, at, eps = 1e-5) {
  one <- function(i, which) {
    f <- function(e) {
      w <- rep(1, nrow(d)); ws <- rep(1, nrow(source))
      if (which == "own") { w[i] <- 1 + e; if (same) ws[i] <- 1 + e } else ws[i] <- 1 + e
      expectedKm(d, w, source, ws, delta, at)
    }
    (f(eps) - f(-eps)) / (2 * eps)
  }
  list(own = sapply(seq_len(nrow(d)), one, which = "own"),
       source = if (same) NULL else sapply(seq_len(nrow(source)), one, which = "source"))
}
ones <- function(d) rep(1, nrow(d))
censoring <- lapply(c(0, 0.5, 1, 2, 5, 50), function(delta) {
  j <- jackknife(d1, d1, TRUE, delta, 12)
  list(delta = delta,
       survival = sapply(c(3, 6, 12, 18), function(at) expectedKm(d1, ones(d1), d1, ones(d1), delta, at)),
       standardError12 = sqrt(sum(j$own^2)))
})
j1 <- jackknife(d1, d0, FALSE, 1, 12); j0 <- jackknife(d0, d0, TRUE, 1, 12)
s1 <- expectedKm(d1, ones(d1), d0, ones(d0), 1, 12); s0 <- expectedKm(d0, ones(d0), d0, ones(d0), 1, 12)
reference <- list(survival = s1, difference = s1 - s0,
                  standardError = sqrt(sum(j1$own^2) + sum((j1$source - j0$own)^2)))
km <- summary(survfit(Surv(time, event) ~ 1, data = d1), times = 12)
worst <- transform(d1, event = ifelse(event == 0 & reason == 1, 1L, event))
best <- transform(d1, time = ifelse(event == 0 & reason == 1, administrative, time))
at12 <- function(d) { s <- summary(survfit(Surv(time, event) ~ 1, data = d), times = 12); c(s$surv, s$std.err) }

# --- Tipping over the median of those not infused, hazard ratio refitted from patients -------------------------------
quantileTimes <- function(n, inverse) inverse(1 - (seq_len(n) - 0.5) / n)
trial <- function(m) {
  t1 <- quantileTimes(45, function(s) 6 * log2(1 / s)); tn <- quantileTimes(15, function(s) m * log2(1 / s))
  t0 <- quantileTimes(40, function(s) 4.4 * log2(1 / s))
  t <- c(t0, t1, tn)
  data.frame(time = pmin(t, 24), event = as.integer(t <= 24), arm = rep(c(0, 1), c(40, 60)))
}
upper <- function(m) { f <- coxph(Surv(time, event) ~ arm, data = trial(m)); exp(coef(f) + qnorm(0.975) * sqrt(vcov(f)))[1] }
medians <- c(0.5, 1, 2, 4, 8, 16, 32)

# --- Rubin's rules ---------------------------------------------------------------------------------------------------
values <- c(0.21, 0.25, 0.19, 0.28, 0.24); variances <- c(0.0031, 0.0029, 0.0033, 0.0030, 0.0032)
B <- var(values); W <- mean(variances); m <- length(values)

# --- Early censoring -------------------------------------------------------------------------------------------------
fisher <- function(a, n, b, m) fisher.test(matrix(c(a, n - a, b, m - b), 2))$p.value

out <- list(
  mixture = list(share = share, time = grid, arm = arm, control = control, infused = infused,
                 lag = list(time = lagTime, probability = lagMass), infusedRate = 0.05, forward = forward),
  censoring = list(patients = both, byDelta = censoring, reference = reference,
                   greenwood12 = km$std.err, kaplanMeier12 = km$surv, worst12 = at12(worst), best12 = at12(best)),
  tipping = list(median = medians, upper = sapply(medians, upper)),
  rubin = list(values = values, variances = variances, value = mean(values), within = W, between = B,
               standardError = sqrt(W + (1 + 1 / m) * B), degreesOfFreedom = (m - 1) * (1 + W / ((1 + 1 / m) * B))^2),
  fisher = list(fisher(0, 208, 5, 211), fisher(0, 208, 12, 211), fisher(7, 40, 3, 55), fisher(3, 10, 3, 10))
)
write(toJSON(out, digits = I(17), auto_unbox = TRUE, pretty = TRUE), "tests/golden/scenario.json")
