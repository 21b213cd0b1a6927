# Numbers with 17 digits (jsonlite stops at 15), NA and infinities as null. `I()` keeps a vector of length one an array.
json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ","), "]"))
    return(paste0("{", paste0("\"", names(x), "\":", parts, collapse = ","), "}"))
  }
  if (is.matrix(x)) return(json(lapply(seq_len(nrow(x)), function(i) I(unname(x[i, ])))))
  parts <- if (is.character(x)) encodeString(x, quote = "\"") else ifelse(is.finite(x), sprintf("%.17g", as.numeric(x)), "null")
  if (length(x) == 1 && !inherits(x, "AsIs")) parts else paste0("[", paste(parts, collapse = ","), "]")
}

write_json <- function(x, path) writeLines(json(x), path)
