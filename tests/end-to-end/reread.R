# Reads the rebuilt patients of a report as anybody would, and prints what R's survival makes of them as JSON.
# Rscript reread.R ipd.csv control experimental
suppressPackageStartupMessages({
  library(survival)
  library(jsonlite)
})
arguments <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(arguments[1], stringsAsFactors = FALSE)
rows$x <- as.integer(rows$arm == arguments[3])
arms <- lapply(c(arguments[2], arguments[3]), function(name) {
  own <- rows[rows$arm == name, ]
  fit <- survfit(Surv(time, event) ~ 1, data = own, conf.type = "log-log")
  at <- summary(fit, times = c(6, 12))
  means <- sapply(c(12, 18), function(tau) {
    table <- survival:::survmean(fit, rmean = tau)$matrix
    c(table["rmean"], table["se(rmean)"])
  })
  middle <- quantile(fit, 0.5)
  list(
    n = nrow(own), events = sum(own$event), survival = at$surv, lower = at$lower, upper = at$upper,
    median = unname(c(middle$quantile, middle$lower, middle$upper)), rmst = means[1, ], rmstError = means[2, ]
  )
})
# coxph stops on the log-likelihood: polish its coefficient before it is a reference.
fit <- coxph(Surv(time, event) ~ x, data = rows, ties = "efron")
beta <- unname(coef(fit))
for (k in 1:20) {
  here <- coxph(Surv(time, event) ~ x, data = rows, ties = "efron", init = beta, control = coxph.control(iter.max = 0))
  beta <- beta + sum(coxph.detail(here)$score) * vcov(here)[1, 1]
}
here <- coxph(Surv(time, event) ~ x, data = rows, ties = "efron", init = beta, control = coxph.control(iter.max = 0))
test <- survdiff(Surv(time, event) ~ x, data = rows)
cat(toJSON(list(
  arms = arms, logHazardRatio = beta, standardError = sqrt(vcov(here)[1, 1]), logRank = test$chisq
), digits = NA, auto_unbox = TRUE))
