/*
 * Filter: the pipeline over standard input or over files, one after the other.
 */
#ifndef SENDFIX_CLI_FILTER_H
#define SENDFIX_CLI_FILTER_H

#include "base/file.h"
#include "base/status.h"
#include "pipeline.h"

/*
 * Reads the files ("-" is standard input), or standard input where there are none. A file that
 * cannot be read does not keep the others from being read; the first trouble is the result.
 */
Status filter_run(const Pipeline *pipeline, const StrList *files, PipelineResult *result) MUST_USE;

#endif
