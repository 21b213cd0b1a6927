# Serves tests/bench/run.mjs: reads "task repetitions" lines, answers with the seconds of processor time
# that one repetition took.
suppressPackageStartupMessages(library(survival))
folder <- commandArgs(TRUE)[1]
read <- function(n) {
  file <- function(what) file.path(folder, paste0(what, "-", format(n, scientific = FALSE), ".bin"))
  time <- readBin(file("time"), "double", n)
  event <- readBin(file("event"), "integer", n, size = 1)
  arm <- readBin(file("assigned"), "integer", n, size = 1)
  list(time = time, event = event, arm = arm, y = Surv(time, event), x = matrix(as.double(arm)), one = factor(rep(1, n)))
}
sets <- list("400" = read(400), "1000000" = read(1000000))
control <- coxph.control()
tasks <- list(
  coxph.fit = function(d) coxph.fit(d$x, d$y, NULL, NULL, NULL, control, NULL, "efron", NULL, resid = FALSE),
  coxph = function(d) coxph(Surv(time, event) ~ arm, data = d[c("time", "event", "arm")]),
  survdiff.fit = function(d) survival:::survdiff.fit(d$y, d$arm + 1, rep(1, length(d$arm)), 0),
  survdiff = function(d) survdiff(Surv(time, event) ~ arm, data = d[c("time", "event", "arm")]),
  survfitKM = function(d) survival:::survfitKM(d$one, d$y, conf.type = "log-log"),
  "survfitKM,none" = function(d) survival:::survfitKM(d$one, d$y, conf.type = "none"),
  survfit = function(d) survfit(Surv(time, event) ~ 1, data = d[c("time", "event")], conf.type = "log-log")
)
cat(paste0(R.version$major, ".", R.version$minor), as.character(packageVersion("survival")), "\n")
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  word <- strsplit(line, " ")[[1]]
  run <- tasks[[word[1]]]
  data <- sets[[word[2]]]
  repetitions <- as.integer(word[3])
  if (repetitions == 1) gc()
  begin <- sum(proc.time()[1:2])
  for (i in seq_len(repetitions)) run(data)
  cat(format((sum(proc.time()[1:2]) - begin) / repetitions, digits = 8), "\n")
  flush(stdout())
}
