# Golden values of drop-out in both arms: the hazard ratio under a delta in each, by multiple imputation written anew in R. Run from the
# repository: Rscript tests/golden/two-arm-tipping.R. Writes two-arm-tipping.json. R 4.2.2, survival 3.5.3 (data lung: men as control, women as
# arm; every other censoring counts as drop-out that could have been followed for ten months more).
suppressPackageStartupMessages(library(survival))
source("tests/golden/json.R")
patients <- data.frame(time = lung$time / 30.4375, event = lung$status - 1, arm = as.integer(lung$sex == 2))
censored <- which(patients$event == 0)
patients$reason <- 0
patients$reason[censored[seq_along(censored) %% 2 == 1]] <- 1
patients$administrative <- patients$time + ifelse(patients$reason == 1, 10, 0)
set.seed(20261121)
imputations <- 100

# The arm's hazard from a bootstrap sample; the drop-out's hazard is delta times it from the censoring to the administrative time.
impute <- function(d, delta) {
  b <- d[sample(nrow(d), replace = TRUE), ]
  times <- sort(unique(b$time[b$event == 1]))
  step <- sapply(times, function(t) if (delta == 0) 0 else -delta * log1p(-sum(b$time == t & b$event == 1) / sum(b$time >= t)))
  for (i in which(d$event == 0 & d$reason == 1)) {
    later <- which(times > d$time[i] & times <= d$administrative[i])
    threshold <- rexp(1)
    reached <- later[cumsum(step[later]) >= threshold]
    if (length(reached) > 0) { d$time[i] <- times[reached[1]]; d$event[i] <- 1 } else d$time[i] <- d$administrative[i]
  }
  d
}

cells <- list(c(1, 1), c(1, 5), c(0.2, 5), c(0, 20))
result <- lapply(cells, function(delta) {
  fits <- sapply(seq_len(imputations), function(m) {
    d <- rbind(impute(patients[patients$arm == 0, ], delta[1]), impute(patients[patients$arm == 1, ], delta[2]))
    fit <- coxph(Surv(time, event) ~ arm, d)
    c(coef(fit), vcov(fit))
  })
  within <- mean(fits[2, ]); between <- var(fits[1, ])
  list(control = delta[1], arm = delta[2], logHazardRatio = mean(fits[1, ]), within = within, between = between,
       standardError = sqrt(within + (1 + 1 / imputations) * between))
})
rows <- lapply(seq_len(nrow(patients)), function(i) as.list(patients[i, ]))
write_json(list(imputations = imputations, patients = rows, cells = result), "tests/golden/two-arm-tipping.json")
