# A small bed of comparisons with known patients, from textbook data of R's packages survival and MASS: what a paper about each would
# print, at three levels of information, and the truth. Only this script writes manifest.json, truth and summary here.
# Run from the repository root: Rscript tests/bench/bed/make-bed.R
suppressPackageStartupMessages({
  library(jsonlite)
  library(survival)
})

folder <- "tests/bench/bed"
case <- function(id, source, dataset, endpoint, unit, time, event, arm, note = "") {
  arm <- droplevels(as.factor(arm))
  keep <- !is.na(time) & !is.na(event) & !is.na(arm) & time > 0
  list(
    id = id, source = source, dataset = dataset, endpoint = endpoint, unit = unit, note = note,
    data = data.frame(time = round(as.numeric(time), 4), event = as.integer(event), arm = arm)[keep, ]
  )
}

deaths <- subset(survival::colon, etype == 2 & rx != "Lev")
randomised <- subset(survival::pbc, !is.na(trt))
cases <- list(
  with(survival::veteran, case("veteran_trt", "veteran", "survival::veteran", "death", "days", time, status, trt)),
  with(survival::lung, case("lung_sex", "lung", "survival::lung", "death", "days", time, status == 2, sex)),
  with(deaths, case("colon_death", "colon", "survival::colon", "death", "days", time, status, rx)),
  with(survival::ovarian, case("ovarian_rx", "ovarian", "survival::ovarian", "death", "days", futime, fustat, rx)),
  with(MASS::gehan, case("gehan", "gehan", "MASS::gehan", "remission end", "weeks", time, cens, relevel(treat, "control"))),
  with(survival::gbsg, case("gbsg_hormon", "gbsg", "survival::gbsg", "RFS", "days", rfstime, status, hormon)),
  with(randomised, case("pbc_trt", "pbc", "survival::pbc", "death", "days", time, status == 2, relevel(factor(trt), "2"))),
  with(MASS::Melanoma, case(
    "melanoma_ulcer", "melanoma", "MASS::Melanoma", "melanoma death", "days", time, status == 1, ulcer,
    "deaths from other causes are censored"
  )),
  with(survival::diabetic, case(
    "diabetic_trt", "diabetic", "survival::diabetic", "visual loss", "months", time, status, trt,
    "two eyes of each patient, taken for independent"
  )),
  with(survival::udca1, case("udca_trt", "udca", "survival::udca1", "treatment failure", "days", futime, status, trt))
)

number <- function(x) if (length(x) == 0 || is.na(x)) NULL else unname(x)
printed <- function(x, decimals, absent) if (is.na(x)) absent else sprintf("%.*f", decimals, x)
at <- function(km, time) summary(km, times = time, extend = TRUE)

# The steps at which papers print percentages and numbers at risk: 3, 6, 12, ... months, in the unit of the source.
steps <- list(
  days = c(30, 90, 180, 365, 730, 1095), weeks = c(2, 4, 8, 13, 26, 52), months = c(3, 6, 12, 24, 36), years = c(1, 2, 5)
)
ticks <- function(unit, end) {
  step <- Find(function(it) end / it <= 9, steps[[unit]])
  seq(0, end, by = step)
}
landmark_times <- function(unit, tau, count) {
  usual <- if (unit == "days") 365 * c(0.25, 0.5, 1, 2, 3, 4, 5, 6, 8) else if (unit == "weeks") c(4, 8, 13, 26, 39, 52) else c(6, 12, 24, 36, 48, 60)
  inside <- round(usual[usual < 0.8 * tau])
  inside[unique(round(seq(ceiling(length(inside) / 2), length(inside), length.out = count)))]
}

truth_of <- function(it, fit, km, tau) {
  d <- it$data
  test <- survdiff(Surv(time, event) ~ arm, d)
  grid <- seq(0, tau, length.out = 201)
  arms <- lapply(levels(d$arm), function(name) {
    own <- d[d$arm == name, ]
    own <- own[order(own$time, -own$event), ]
    curve <- survfit(Surv(time, event) ~ 1, own, conf.type = "log-log")
    reverse <- survfit(Surv(time, 1 - event) ~ 1, own)
    middle <- quantile(curve, 0.5)
    mean_to <- summary(curve, rmean = tau)$table
    list(
      name = name, n = nrow(own), events = sum(own$event), median = number(middle$quantile),
      median_ci = list(number(middle$lower), number(middle$upper)), max_time = max(own$time),
      rmst = unname(mean_to["rmean"]), rmst_se = unname(mean_to["se(rmean)"]),
      followup_median = number(quantile(reverse, 0.5)$quantile),
      surv = round(at(curve, grid)$surv, 8), ipd = unname(as.matrix(own[, c("time", "event")]))
    )
  })
  ratio <- summary(fit)
  list(
    format = "bench-truth/1", id = it$id, split = "textbook", source = it$source, dataset = it$dataset, true_ipd = TRUE,
    note = it$note, flags = list(), endpoint = it$endpoint, unit = it$unit, n = nrow(d), events = sum(d$event), tau = tau,
    hr = ratio$conf.int[1], log_hr = ratio$coefficients[1], se_log_hr = ratio$coefficients[3],
    hr_ci = as.vector(ratio$conf.int[3:4]), loglik = fit$loglik, logrank_chi2 = test$chisq,
    logrank_z = (test$obs[2] - test$exp[2]) / sqrt(test$var[2, 2]), logrank_p = pchisq(test$chisq, 1, lower.tail = FALSE),
    rmst_diff = arms[[2]]$rmst - arms[[1]]$rmst, rmst_diff_se = sqrt(arms[[1]]$rmst_se^2 + arms[[2]]$rmst_se^2),
    followup_median = number(quantile(survfit(Surv(time, 1 - event) ~ 1, d), 0.5)$quantile),
    published_hr = NULL, published_n = NULL, grid = round(grid, 8), arms = arms
  )
}

# Half of the comparisons print intervals of their percentages, half print one decimal.
summary_of <- function(it, index, truth, tau) {
  d <- it$data
  decimals <- if (it$unit == "days") 0 else 1
  share <- if (index %% 2 == 0) 0 else 1
  with_interval <- index %% 4 < 2
  times <- landmark_times(it$unit, tau, 1 + index %% 3)
  row <- ticks(it$unit, max(d$time))
  base <- function(level) {
    list(
      format = "bench-summary/1", id = it$id, level = level, unit = it$unit, endpoint = it$endpoint, n = nrow(d),
      events = sum(d$event),
      hr = list(
        value = sprintf("%.2f", truth$hr), lo = sprintf("%.2f", truth$hr_ci[1]), hi = sprintf("%.2f", truth$hr_ci[2]),
        conf = 95, numerator = levels(d$arm)[2], denominator = levels(d$arm)[1]
      )
    )
  }
  or_na <- function(x) if (is.null(x)) NA else x
  p <- truth$logrank_p
  p_text <- if (p < 0.001) "<0.001" else if (p < 0.01) sprintf("%.3f", p) else sprintf("%.2f", p)
  censored <- d$time[d$event == 0]
  follow_up <- list(
    median = printed(or_na(truth$followup_median), decimals, "NE"), min = printed(min(censored), decimals, "NE"),
    max = printed(max(censored), decimals, "NE"),
    definition = "median: reverse Kaplan-Meier, both arms; min/max: range of the censored subjects' times"
  )
  arms <- lapply(truth$arms, function(arm) {
    own <- d[d$arm == arm$name, ]
    curve <- survfit(Surv(time, event) ~ 1, own, conf.type = "log-log")
    landmarks <- lapply(times, function(time) {
      here <- at(curve, time)
      percent <- function(x) sprintf("%.*f", share, 100 * x)
      limits <- if (with_interval && !is.na(here$lower)) list(lo = percent(here$lower), hi = percent(here$upper)) else list()
      c(list(time = time, percent = percent(here$surv)), limits)
    })
    first <- list(
      name = arm$name, n = arm$n,
      median = list(
        value = printed(or_na(arm$median), decimals, "NR"), lo = printed(or_na(arm$median_ci[[1]]), decimals, "NE"),
        hi = printed(or_na(arm$median_ci[[2]]), decimals, "NE")
      )
    )
    list(
      L1 = first, L2 = c(first, list(landmarks = landmarks)),
      L3 = c(first, list(landmarks = landmarks, events = arm$events, at_risk = list(
        times = row, n = vapply(row, function(time) sum(own$time >= time), 0L)
      )))
    )
  })
  level <- function(name) lapply(arms, function(it) it[[name]])
  beside <- list(logrank_p = p_text, followup = follow_up)
  list(
    format = "bench-summary/1", id = it$id, unit = it$unit,
    levels = list(
      L1 = c(base("L1"), list(arms = level("L1"))), L2 = c(base("L2"), beside, list(arms = level("L2"))),
      L3 = c(base("L3"), beside, list(arms = level("L3")))
    )
  )
}

write <- function(x, ...) {
  path <- file.path(folder, ...)
  dir.create(dirname(path), showWarnings = FALSE)
  writeLines(toJSON(x, auto_unbox = TRUE, digits = I(10), null = "null", na = "null"), path)
}

manifest <- lapply(seq_along(cases), function(index) {
  it <- cases[[index]]
  d <- it$data
  tau <- min(tapply(d$time, d$arm, max))
  fit <- coxph(Surv(time, event) ~ arm, d, ties = "efron")
  truth <- truth_of(it, fit, survfit(Surv(time, event) ~ arm, d), tau)
  write(truth, "truth", paste0(it$id, ".json"))
  write(summary_of(it, index, truth, tau), "summary", paste0(it$id, ".json"))
  list(
    id = it$id, source = it$source, dataset = it$dataset, endpoint = it$endpoint, unit = it$unit, true_ipd = TRUE,
    split = "textbook", n = nrow(d), events = sum(d$event), arms = levels(d$arm), digitised = FALSE
  )
})
write(manifest, "manifest.json")
