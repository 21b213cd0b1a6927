# Reference values for src/numeric: the standard normal distribution, both tails, logarithms, quantiles; boxes of several.
# Run from the repository root: Rscript tests/golden/numeric.R
source("tests/golden/json.R")

x <- c(seq(-38, 38, by = 0.59), 0, 0.66291, -0.66291, 5.656854249492380, 5.656854249492382, 1e-20, 1e-8, -37.5, 8.3)
logs <- c(x, -60, -150, -1e4, -1e8, 40)
p <- c(10^-(1:300), 0.5 - 10^-(1:15), 0.5, seq(0.01, 0.99, by = 0.01), 0.075, 0.925, 1 - 10^-(1:15))

# Outside a box around 0: by the algorithm of Miwa, Hayter and Kuriki.
library(mvtnorm)
set.seed(1)
box <- function(corr, m, algorithm) {
  n <- nrow(corr)
  list(correlation = corr, m = m, outside = 1 - as.numeric(pmvnorm(-rep(m, n), rep(m, n), corr = corr, algorithm = algorithm)))
}
c2 <- matrix(c(1, 0.7, 0.7, 1), 2)
c3 <- matrix(c(1, 0.9, 0.85, 0.9, 1, 0.55, 0.85, 0.55, 1), 3)
c4 <- 0.4 + 0.6 * diag(4)
boxes <- c(
  lapply(c(0.3, 1, 2, 4), function(m) box(c2, m, Miwa(4097))), lapply(c(0.3, 1, 2, 4), function(m) box(c3, m, Miwa(4097))),
  lapply(c(1, 2.5), function(m) box(c4, m, Miwa(4097)))
)

# Gamma distribution, scale 1, both tails and logarithms, from the body to beyond 1e-300.
gammas <- expand.grid(shape = c(0.05, 0.5, 1, 1.5, 3, 9.9, 10, 47.3, 1000, 1e5), at = c(1e-6, 0.01, 0.3, 0.9, 1, 1.1, 2, 5, 30, 200))
gammas$x <- gammas$shape * gammas$at
# Far tails: the arguments at which a tail is 1e-200 to 1e-300.
tails <- c(1e-200, 1e-256, 1e-300)
far_gammas <- expand.grid(shape = c(0.05, 0.5, 1, 3, 9.9, 10, 47.3, 1000, 1e5), p = tails)
gammas <- data.frame(
  shape = c(gammas$shape, far_gammas$shape, far_gammas$shape),
  x = c(gammas$x, qgamma(far_gammas$p, far_gammas$shape, lower.tail = FALSE), qgamma(far_gammas$p, far_gammas$shape))
)
gammas <- gammas[gammas$x > 0, ]

# The four faces of a distribution function at a table of arguments.
faces <- function(at, p) {
  c(as.list(at), list(
    lower = do.call(p, c(as.list(unname(at)), list())), upper = do.call(p, c(as.list(unname(at)), list(lower.tail = FALSE))),
    log_lower = do.call(p, c(as.list(unname(at)), list(log.p = TRUE))),
    log_upper = do.call(p, c(as.list(unname(at)), list(lower.tail = FALSE, log.p = TRUE)))
  ))
}
chi_squareds <- expand.grid(x = c(1e-300, 1e-100, 1e-8, 0.1, 1, 3.84, 10.83, 40, 300, 1300), df = c(1, 2, 3.5, 10, 100))
betas <- expand.grid(x = c(1e-12, 1e-3, 0.05, 0.2, 0.4, 0.5, 0.6, 0.9, 0.999), a = c(0.5, 1, 3, 20, 150, 400), b = c(0.5, 1, 2.5, 40, 200))
# Shapes up to 5000: at pbeta(0.9769269227650463, 3e4, 2.5) R itself is off by 1.1e-11 of 1e-300 (against 40 digits), remeier by 2e-13.
far_betas <- expand.grid(a = c(1, 3, 20, 150, 400, 5000), b = c(2.5, 40, 200, 7e4), p = tails)
betas <- rbind(
  betas, data.frame(x = qbeta(log(far_betas$p), far_betas$a, far_betas$b, log.p = TRUE), far_betas[c("a", "b")]),
  data.frame(x = qbeta(log(far_betas$p), far_betas$a, far_betas$b, lower.tail = FALSE, log.p = TRUE), far_betas[c("a", "b")])
)
betas <- betas[which(betas$x > 0 & betas$x < 1), ]
betas <- rbind(betas, expand.grid(x = c(0.29, 0.3, 0.305), a = c(3e4, 3.01e4), b = 7e4))
ts <- expand.grid(t = c(-1e30, -1e6, -300, -38, -12, -3, -1.96, -0.1, 0, 1e-6, 0.5, 2.5, 9, 60, 1e10, 1e60, 1e90), df = c(1, 2, 3.5, 10, 48, 1000))
binomials <- expand.grid(k = c(0, 1, 5, 17, 40, 99, 100, 380), n = c(10, 100, 400, 3000), p = c(1e-9, 0.02, 0.13, 0.5, 0.9))
binomials <- binomials[binomials$k <= binomials$n, ]

write_json(list(
  r = R.version.string,
  normal = list(x = x, lower = pnorm(x), upper = pnorm(x, lower.tail = FALSE), density = dnorm(x)),
  logs = list(x = logs, lower = pnorm(logs, log.p = TRUE), upper = pnorm(logs, lower.tail = FALSE, log.p = TRUE)),
  mvtnorm = as.character(packageVersion("mvtnorm")), boxes = boxes,
  gamma = list(
    shape = gammas$shape, x = gammas$x, lower = pgamma(gammas$x, gammas$shape),
    upper = pgamma(gammas$x, gammas$shape, lower.tail = FALSE), log_lower = pgamma(gammas$x, gammas$shape, log.p = TRUE),
    log_upper = pgamma(gammas$x, gammas$shape, lower.tail = FALSE, log.p = TRUE)
  ),
  chi_squared = faces(chi_squareds, pchisq), beta = faces(betas, pbeta), t = faces(ts, pt),
  binomial = c(faces(binomials, pbinom), list(
    point = dbinom(binomials$k, binomials$n, binomials$p), log_point = dbinom(binomials$k, binomials$n, binomials$p, log = TRUE)
  )),
  log_gamma = list(x = c(1e-10, 0.01, 0.5, 1.5, 2.5, 3, 9.99, 10, 100.5, 1e6, 1e15), value = lgamma(c(1e-10, 0.01, 0.5, 1.5, 2.5, 3, 9.99, 10, 100.5, 1e6, 1e15))),
  quantile = list(p = p, x = qnorm(p), log_p = log(p), x_of_log = qnorm(log(p), log.p = TRUE))
), "tests/golden/numeric.json")
