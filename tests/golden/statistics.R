# Reference values for src/statistics, in base R: quantiles of distributions, descriptives, and intervals of proportions.
# Run from the repository root: Rscript tests/golden/statistics.R
suppressPackageStartupMessages(library(jsonlite))

z <- function(level) qnorm((1 + level) / 2)

beta <- expand.grid(
  p = c(1e-6, 1e-4, 0.005, 0.025, 0.5, 0.975, 0.995, 1 - 1e-6),
  a = c(1, 1.5, 3, 20, 300, 50000, 1e6),
  b = c(1, 2, 35, 300, 1e6)
)
beta$x <- qbeta(beta$p, beta$a, beta$b)

gamma <- expand.grid(p = c(1e-6, 0.001, 0.025, 0.5, 0.975, 0.999, 1 - 1e-6), shape = c(0.1, 0.5, 1, 2.5, 10, 100, 10000))
gamma$scale <- 1.7
gamma$x <- qgamma(gamma$p, gamma$shape, scale = gamma$scale)

chi_squared <- expand.grid(p = c(1e-6, 0.001, 0.025, 0.5, 0.95, 0.975, 0.999, 1 - 1e-6), df = c(0.5, 1, 2, 3, 8, 40, 1000))
chi_squared$x <- qchisq(chi_squared$p, chi_squared$df)

probabilities <- c(0, 0.025, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.975, 1)
samples <- list(
  one = 4.25,
  two = c(3, -1),
  tied = c(2, 2, 2, 7, 7),
  skewed = round(exp(seq(-2, 4, length.out = 24)), 6),
  # A large common offset: a one-pass variance loses all its digits here.
  offset = 1e9 + c(4, 7, 13, 16),
  rivers = as.numeric(datasets::rivers)
)
descriptives <- lapply(samples, function(x) {
  list(
    values = I(x), mean = mean(x), sd = if (length(x) > 1) sd(x) else NULL, min = min(x), max = max(x),
    probabilities = I(probabilities), quantiles = I(unname(quantile(x, probabilities, type = 7)))
  )
})

one_sample <- function(x, n, level) {
  p <- x / n
  se <- sqrt(p * (1 - p) / n)
  # Agresti and Coull (1998)
  m <- n + z(level)^2
  q <- (x + z(level)^2 / 2) / m
  list(
    count = x, total = n, level = level,
    clopperPearson = as.numeric(binom.test(x, n, conf.level = level)$conf.int),
    wilson = as.numeric(suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE))$conf.int),
    # Far from x / n, or the correction would be less than a half.
    wilsonContinuity = as.numeric(suppressWarnings(
      prop.test(x, n, p = if (2 * x < n) 1 - 1e-9 else 1e-9, conf.level = level, correct = TRUE)
    )$conf.int),
    # Brown, Cai and DasGupta (2001): the ends are 0 and 1 where nobody or everybody has the event.
    jeffreys = c(
      if (x == 0) 0 else qbeta((1 - level) / 2, x + 0.5, n - x + 0.5),
      if (x == n) 1 else qbeta((1 + level) / 2, x + 0.5, n - x + 0.5)
    ),
    wald = p + c(-1, 1) * z(level) * se,
    standardError = se,
    agrestiCoull = q + c(-1, 1) * z(level) * sqrt(q * (1 - q) / m)
  )
}
counts <- list(
  c(0, 1), c(1, 1), c(0, 10), c(10, 10), c(1, 10), c(5, 10), c(1, 300), c(94, 128), c(94, 140), c(95, 97), c(95, 113),
  c(176, 208), c(142, 211), c(181, 254), c(56, 132), c(4321, 100000), c(999990, 1000000)
)
proportions <- list()
for (pair in counts) for (level in c(0.8, 0.95, 0.99)) {
  proportions[[length(proportions) + 1]] <- one_sample(pair[1], pair[2], level)
}

score <- function(x, n, level) as.numeric(suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE))$conf.int)
two_sample <- function(x1, n1, x0, n0, level) {
  p1 <- x1 / n1
  p0 <- x0 / n0
  # Newcombe (1998), method 10
  w1 <- score(x1, n1, level)
  w0 <- score(x0, n0, level)
  newcombe <- c(
    p1 - p0 - sqrt((p1 - w1[1])^2 + (w0[2] - p0)^2),
    p1 - p0 + sqrt((w1[2] - p1)^2 + (p0 - w0[1])^2)
  )
  result <- list(x1 = x1, n1 = n1, x0 = x0, n0 = n0, level = level, difference = p1 - p0, newcombe = newcombe)
  if (all(c(x1, n1 - x1, x0, n0 - x0) > 0)) {
    odds <- (x1 / (n1 - x1)) / (x0 / (n0 - x0))
    se <- sqrt(1 / x1 + 1 / (n1 - x1) + 1 / x0 + 1 / (n0 - x0))
    # The same from an independent routine: a saturated logistic model.
    fit <- glm(cbind(c(x0, x1), c(n0 - x0, n1 - x1)) ~ c(0, 1), family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
    stopifnot(abs(coef(fit)[2] - log(odds)) < 1e-8, abs(summary(fit)$coefficients[2, 2] - se) < 1e-8)
    result$oddsRatio <- list(value = odds, limits = odds * exp(c(-1, 1) * z(level) * se), standardError = se)
  }
  # With the event in everybody the standard error is 0: no interval.
  if (x1 > 0 && x0 > 0 && (x1 < n1 || x0 < n0)) {
    risk <- p1 / p0
    se <- sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)
    result$riskRatio <- list(value = risk, limits = risk * exp(c(-1, 1) * z(level) * se), standardError = se)
  }
  result
}
tables <- list(
  c(181, 254, 56, 132), c(176, 208, 142, 211), c(56, 70, 48, 80), c(9, 10, 3, 10), c(1, 300, 2, 150), c(0, 20, 4, 21),
  c(20, 20, 15, 22), c(20, 20, 22, 22), c(0, 12, 0, 9), c(5000, 100000, 4800, 100000)
)
comparisons <- list()
for (row in tables) for (level in c(0.9, 0.95)) {
  comparisons[[length(comparisons) + 1]] <- two_sample(row[1], row[2], row[3], row[4], level)
}

golden <- list(
  versions = list(R = as.character(getRversion()), jsonlite = as.character(packageVersion("jsonlite"))),
  beta = beta, gamma = gamma, chiSquared = chi_squared, descriptives = descriptives, proportions = proportions,
  comparisons = comparisons
)
write(toJSON(golden, digits = NA, dataframe = "rows", auto_unbox = TRUE, null = "null"), "tests/golden/statistics.json")
