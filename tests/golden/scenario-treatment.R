# Golden values of scenarios on patients: effects over time, as treated, weighted tests, censoring, visits, switching.
# Run from the repository: Rscript tests/golden/scenario-treatment.R. Writes tests/golden/scenario-treatment.json.
# R 4.2.2, survival 3.5.3. No random numbers: the patients are invented, quantiles on irrational rotations.
suppressPackageStartupMessages(library(survival))
source("tests/golden/json.R")
rotation <- function(n, step) (seq_len(n) * step) %% 1

# --- Patients: two arms; in arm 1 some are infused, in arm 0 some switch at progression -------------------------------
arm_of <- function(n, arm, scale, step) {
  event <- round(scale * (-log(1 - rotation(n, step)))^0.9 + 0.1, 2)
  cutoff <- round(12 + 24 * rotation(n, pi), 2)
  data.frame(arm = arm, time = pmin(event, cutoff), event = as.integer(event <= cutoff), cutoff = cutoff)
}
d <- rbind(arm_of(70, 0, 10, sqrt(5)), arm_of(90, 1, 20, sqrt(2)))
wait <- round(1 + 2 * rotation(nrow(d), sqrt(7)), 2)
d$infusion <- ifelse(d$arm == 1 & wait < d$time & rotation(nrow(d), sqrt(11)) < 0.9, wait, NA)
never <- d$arm == 1 & is.na(d$infusion)

cx <- function(formula, data) {
  f <- coxph(formula, data = data, control = coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 50))
  list(log = unname(coef(f)), se = sqrt(f$var[1, 1]))
}
S <- function(data) Surv(data$time, data$event)

# --- Effects over time -----------------------------------------------------------------------------------------------
area <- function(data, tau) {
  f <- survfit(Surv(time, event) ~ 1, data = data)
  use <- f$time <= tau; t <- c(0, f$time[use], tau); s <- c(1, f$surv[use])
  mean <- sum(diff(t) * s)
  rest <- sapply(which(use), function(i) { from <- f$time[i]; keep <- t >= from; sum(diff(t[keep]) * s[which(t[-length(t)] >= from)]) })
  n <- f$n.risk[use]; e <- f$n.event[use]
  list(mean = mean, variance = sum(ifelse(n > e, rest^2 * e / (n * (n - e)), 0)))
}
effects <- lapply(c(3, 9, 18), function(at) {
  a <- lapply(0:1, function(k) area(d[d$arm == k, ], at))
  m <- lapply(0:1, function(k) summary(survfit(Surv(time, event) ~ 1, data = d[d$arm == k, ]), times = at))
  s <- sapply(m, function(x) x$surv); se <- sapply(m, function(x) x$std.err)
  loglog <- log(-log(s)); err <- se / abs(s * log(s))
  list(time = at,
       difference = a[[2]]$mean - a[[1]]$mean, differenceError = sqrt(a[[1]]$variance + a[[2]]$variance),
       logRatio = log(a[[2]]$mean / a[[1]]$mean), logRatioError = sqrt(sum(sapply(a, function(x) x$variance / x$mean^2))),
       survival = s[2] - s[1], survivalError = sqrt(sum(se^2)),
       chiSquared = (loglog[2] - loglog[1])^2 / sum(err^2), needed = 1 / abs(s[2] - s[1]))
})

# --- As treated ------------------------------------------------------------------------------------------------------
window <- 1.84
censored <- d; late <- never & d$time > window
censored$event[late] <- 0; censored$time[late] <- window
none <- d; none$event[never] <- 0
clock <- d[!never, ]; on <- clock$arm == 1; clock$time[on] <- clock$time[on] - clock$infusion[on]
split <- do.call(rbind, lapply(seq_len(nrow(d)), function(i) {
  x <- d[i, ]
  if (is.na(x$infusion)) return(data.frame(start = 0, time = x$time, event = x$event, on = 0))
  data.frame(start = c(0, x$infusion), time = c(x$infusion, x$time), event = c(0, x$event), on = c(0, 1))
}))
entry <- d[!never, ]; entry$start <- ifelse(entry$arm == 1, entry$infusion, 0)
landmark <- function(L, keep) {
  x <- d[d$time > L, ]; by <- !is.na(x$infusion) & x$infusion <= L
  if (keep) { x$arm <- as.integer(by) } else x <- x[x$arm == 0 | by, ]
  cx(Surv(time, event) ~ arm, x)
}
treated <- list(
  "as-assigned" = cx(Surv(time, event) ~ arm, d),
  "drop" = cx(Surv(time, event) ~ arm, d[!never, ]),
  "move-to-control" = cx(Surv(time, event) ~ arm, transform(d, arm = ifelse(never, 0, arm))),
  "censor-at-window" = cx(Surv(time, event) ~ arm, censored),
  "count-as-censored" = cx(Surv(time, event) ~ arm, none),
  "from-infusion" = cx(Surv(time, event) ~ arm, clock),
  "time-dependent" = cx(Surv(start, time, event) ~ on, split),
  "delayed-entry" = cx(Surv(start, time, event) ~ arm, entry),
  landmark2 = landmark(2, FALSE), landmark3 = landmark(3, FALSE), landmark2moved = landmark(2, TRUE)
)

# --- Weighted tests: the formula with the pooled Kaplan-Meier curve just before --------------------------------------
times <- sort(unique(d$time[d$event == 1])); before <- 1; star <- 1
rows <- t(sapply(times, function(t) {
  r <- d$time >= t; e <- d$time == t & d$event == 1
  out <- c(n = sum(r), n1 = sum(r & d$arm == 1), d = sum(e), d1 = sum(e & d$arm == 1), s = before)
  before <<- before * (1 - sum(e) / sum(r)); if (t <= 6) star <<- before
  out
}))
weighted <- function(w) {
  r <- as.data.frame(rows)
  u <- sum(w * (r$d1 - r$d * r$n1 / r$n))
  v <- sum(w^2 * r$d * r$n1 / r$n * (1 - r$n1 / r$n) * ifelse(r$n > 1, (r$n - r$d) / (r$n - 1), 0))
  u / sqrt(v)
}
sb <- rows[, "s"]
tests <- list(fh00 = weighted(sb^0), fh10 = weighted(sb), fh01 = weighted(1 - sb), fh11 = weighted(sb * (1 - sb)),
              modest6 = weighted(1 / pmax(sb, star)))

# --- Censoring -------------------------------------------------------------------------------------------------------
early <- lapply(c(13, 16), function(at) {
  k <- sapply(0:1, function(a) sum(d$arm == a & d$event == 0 & d$time <= at)); n <- as.vector(table(d$arm))
  list(time = at, censored = k, p = fisher.test(rbind(k, n - k))$p.value)
})
reverse <- survdiff(Surv(time, 1 - event) ~ arm, data = d)
median0 <- unname(quantile(survfit(Surv(time, 1 - event) ~ 1, data = d[d$arm == 0, ]), 0.5)$quantile)
median1 <- unname(quantile(survfit(Surv(time, 1 - event) ~ 1, data = d[d$arm == 1, ]), 0.5)$quantile)
extreme <- function(worst) { # censored by 16 months; worst for arm 1: events there, followed to the end in arm 0
  x <- d; hit <- x$event == 0 & x$time <= 16; end <- max(x$time)
  bad <- hit & x$arm == worst; good <- hit & x$arm != worst
  x$event[bad] <- 1; x$time[good] <- end
  m <- sapply(0:1, function(a) summary(survfit(Surv(time, event) ~ 1, data = x[x$arm == a, ]), times = 18)$surv)
  c(cx(Surv(time, event) ~ arm, x), list(difference18 = m[2] - m[1]))
}
censoring <- list(early = early, chiSquared = reverse$chisq, median = c(median0, median1), worst = extreme(1), best = extreme(0))

# --- Visits: an event is seen at the next visit, if that comes before the cut-off; censorings go back to the last visit ----
seen <- function(x, every, first = every) {
  visit <- function(t) first + every * pmax(0, ceiling(round((t - first) / every, 9)))
  last <- function(t) ifelse(t < first, 0, first + every * floor(round((t - first) / every, 9)))
  event <- as.integer(x$event == 1 & visit(x$time) <= x$cutoff)
  data.frame(arm = x$arm, time = ifelse(event == 1, visit(x$time), last(x$time)), event = event)
}
v <- rbind(seen(d[d$arm == 0, ], 2), seen(d[d$arm == 1, ], 1, 1.5))
visits <- c(cx(Surv(time, event) ~ arm, v), list(time = v$time, event = v$event))

# --- Switching: arm 1 on treatment throughout, some of arm 0 from progression on; treatment stretches time by e^0.4 ----
untreated <- round(14 * (-log(1 - c(rotation(55, sqrt(3)), rotation(55, sqrt(6)))))^0.9 + 0.2, 3)
w <- data.frame(arm = rep(0:1, each = 55), cutoff = round(14 + 22 * rotation(110, pi), 3))
w$progression <- round(untreated * (0.3 + 0.4 * rotation(110, sqrt(8))), 3)
goes <- w$arm == 0 & rotation(110, sqrt(13)) < 0.6
w$life <- ifelse(w$arm == 1, untreated * exp(0.4), ifelse(goes, w$progression + (untreated - w$progression) * exp(0.4), untreated))
w$life <- round(w$life, 3)
w$time <- pmin(w$life, w$cutoff); w$event <- as.integer(w$life <= w$cutoff)
w$progression <- ifelse(w$progression < w$time, w$progression, NA)
w$switched <- ifelse(goes, w$progression, NA)
is <- w$arm == 0 & !is.na(w$switched)
without <- function(psi, recensor) {
  x <- w; f <- exp(psi)
  u <- ifelse(is, w$switched + (w$time - w$switched) * f, w$time)
  end <- ifelse(w$arm == 0 & recensor, w$cutoff * min(1, f), Inf)
  x$time <- pmin(u, end); x$event <- ifelse(end < u, 0, w$event); x
}
zOf <- function(x) { s <- survdiff(Surv(time, event) ~ arm, data = x); (s$obs[2] - s$exp[2]) / sqrt(s$var[2, 2]) }
zAt <- function(psi, recensor) { x <- without(psi, recensor); x$time <- ifelse(x$arm == 1, x$time * exp(psi), x$time); zOf(x) }
grid <- seq(-2, 2, by = 0.002)
crossing <- function(recensor, value, zs) { # zs: z over the grid
  z <- zs > value
  sapply(which(diff(z) != 0), function(k) {
    a <- grid[k]; b <- grid[k + 1]
    while (b - a > 1e-12) { m <- (a + b) / 2; if ((zAt(m, recensor) > value) == z[k]) a <- m else b <- m }
    (a + b) / 2
  })
}
adjusted <- function(psi, recensor) {
  x <- cx(Surv(time, event) ~ arm, without(psi, recensor))
  list(psi = psi, log = x$log, modelError = x$se, error = abs(x$log / zOf(w)))
}
aft <- function(formula, data) survreg(formula, data = data, dist = "weibull", control = survreg.control(rel.tolerance = 1e-13, maxiter = 200))
turns <- function(recensor) {
  psi <- 0
  for (k in 1:1000) { new <- -unname(coef(aft(Surv(time, event) ~ arm, without(psi, recensor)))[2]); if (abs(new - psi) < 1e-9) break; psi <- new }
  new
}
after <- w[w$arm == 0 & !is.na(w$progression), ]
stage <- aft(Surv(time - progression, event) ~ I(as.integer(!is.na(switched))), after)
q <- qnorm(0.975)
one <- function(recensor) {
  zs <- sapply(grid, zAt, recensor = recensor)
  cross <- lapply(list(zero = 0, plus = q, minus = -q), function(v) I(crossing(recensor, v, zs)))
  zero <- unclass(cross$zero)
  list(crossings = cross, rpsftm = adjusted(zero[(length(zero) + 1) %/% 2], recensor), ipe = adjusted(turns(recensor), recensor),
       twoStage = adjusted(-unname(coef(stage)[2]), recensor), z = sapply(c(-0.8, -0.3, 0.2), zAt, recensor = recensor))
}
apart <- w; apart$event[is] <- 0; apart$time[is] <- apart$switched[is]
varying <- do.call(rbind, lapply(seq_len(nrow(w)), function(i) {
  x <- w[i, ]
  if (!is[i]) return(data.frame(start = 0, time = x$time, event = x$event, on = x$arm))
  data.frame(start = c(0, x$switched), time = c(x$switched, x$time), event = c(0, x$event), on = c(0, 1))
}))
switching <- list(
  patients = list(arm = w$arm, time = w$time, event = w$event, cutoff = w$cutoff, switched = w$switched, progression = w$progression),
  recensored = one(TRUE), plain = one(FALSE), model = list(intercept = unname(coef(stage)[1]), scale = stage$scale),
  naive = list("censor at switch" = cx(Surv(time, event) ~ arm, apart), "exclude" = cx(Surv(time, event) ~ arm, w[!is, ]),
               "on treatment from the switch" = cx(Surv(start, time, event) ~ on, varying)))

out <- list(patients = list(arm = d$arm, time = d$time, event = d$event, infusion = d$infusion, cutoff = d$cutoff),
            window = window, effects = effects, treated = treated, tests = tests, censoring = censoring, visits = visits, switching = switching)
write_json(out, "tests/golden/scenario-treatment.json")
