/*
 * Filter: see filter.h.
 */
#include "cli/filter.h"

#include <unistd.h>

static Status run_file(const Pipeline *pipeline, Str file, PipelineResult *result) {
    if (str_is(file, "-")) {
        return pipeline_run(pipeline, STDIN_FILENO, result);
    }
    int descriptor = -1;
    Status status = file_open(&descriptor, file);
    if (!status_is_ok(&status)) {
        return status;
    }
    status = pipeline_run(pipeline, descriptor, result);
    close(descriptor);
    return status;
}

Status filter_run(const Pipeline *pipeline, const StrList *files, PipelineResult *result) {
    if (files->count == 0) {
        return pipeline_run(pipeline, STDIN_FILENO, result);
    }
    Status first = status_ok();
    for (size_t i = 0; i < files->count; i++) {
        Status status = run_file(pipeline, files->items[i], result);
        if (status_is_ok(&first)) {
            first = status;
        }
    }
    return first;
}
