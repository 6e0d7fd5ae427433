/*
 * The pipeline: see pipeline.h.
 */
#include "pipeline.h"

#include <string.h>

#include "base/text.h"
#include "findings.h"
#include "input/cargo.h"
#include "input/lines.h"
#include "input/text.h"
#include "input/text_place.h"
#include "input/text_sentence.h"
#include "match/match.h"
#include "repeats.h"
#include "vcs.h"

/* One input on its way through. */
typedef struct Stream {
    const Pipeline *pipeline;
    PipelineResult *result;
    Lines lines;
    Arena line_arena; /* the line at hand and all that is read from it */
    Arena kept_arena; /* what is kept, and all that is made of it */
    EvidenceList kept;
    Repeats printed;    /* cargo's diagnostics that were passed on */
    size_t diagnostics; /* of this input */
    Str last_line;      /* cargo's build-finished, where the stream is passed on as it is */
    bool finished;      /* cargo said so */
    bool failed;        /* and that the build failed */
    bool shown;         /* the renderer has been called */
    bool line_open;     /* what was passed on last had no newline at its end */
    bool suspicious;    /* the line at hand may be of the family, by a cheap look at its bytes */
    TextReader text;    /* rustc's text for people */
    TextSentences sentences; /* of it, where that is all there is */
    bool json_seen;
    bool rustc_seen;  /* JSON, or a whole diagnostic in text */
    TextFiles *files; /* that its places were found in; NULL: none yet */
} Stream;

/* ---- keeping and showing ---- */

static bool source_text(void *data, Str file, Str *text) {
    const Source *source = workspace_source(data, file);
    bool known = source != NULL && !source->quoted;
    if (known) {
        *text = source->text;
    }
    return known;
}

static void render_to(Stream *stream, const Sink *sink, RenderContext context,
                      const FindingList *findings) {
    if (sink->out->failed) {
        return;
    }
    context.out = sink->out->file;
    context.style = sink->style;
    context.style.link_folder = context.folder;
    sink->renderer->findings(&stream->kept_arena, &context, findings);
    output_flush(sink->out);
}

static void render(Stream *stream, Workspace *workspace, const FindingList *findings) {
    const Pipeline *pipeline = stream->pipeline;
    Arena *arena = &stream->kept_arena;
    RenderContext context = {
        .passthrough = pipeline->passthrough->file,
        .path_prefix = pipeline->path_prefix,
        .before = stream->result->findings,
        .source_text = source_text,
        .data = workspace,
    };
    if (findings->count > 0) {
        Str folder = workspace_folder(workspace);
        context.top = vcs_top(arena, folder);
        context.folder = vcs_folder(arena, folder);
        if (!pipeline->path_prefix_given) {
            context.path_prefix = vcs_prefix(arena, context.top, folder);
        }
    }
    const Sink main_sink = {
        .renderer = pipeline->renderer, .style = pipeline->style, .out = pipeline->out};
    render_to(stream, &main_sink, context, findings);
    for (size_t i = 0; i < pipeline->sinks.count; i++) {
        render_to(stream, &pipeline->sinks.items[i], context, findings);
    }
    stream->result->findings += findings->count;
}

/* Shows what has been kept, and forgets it. */
static void show_findings(Stream *stream) {
    const Pipeline *pipeline = stream->pipeline;
    FindingList findings = {0};
    Workspace *workspace = findings_make(&stream->kept_arena, &findings, pipeline->patterns,
                                         pipeline->edition, NULL, &stream->kept);
    if (stream->line_open && findings.count > 0 && pipeline->passthrough == pipeline->out) {
        output_write(pipeline->passthrough, STR("\n"));
        stream->line_open = false;
    }
    /* What came before stands before, also where both go to one terminal. */
    output_flush(pipeline->passthrough);
    if (pipeline->take != NULL && pipeline->take(pipeline->take_data, &findings, workspace)) {
        stream->line_open = false;
    } else if (pipeline->dump == DUMP_NONE) {
        render(stream, workspace, &findings);
    } else {
        for (size_t i = 0; pipeline->dump == DUMP_FINDING && i < findings.count; i++) {
            dump_finding(pipeline->out->file, findings.items[i]);
        }
    }
    output_flush(pipeline->out);
    stream->shown = true;
    stream->kept = (EvidenceList){0};
    stream->files = NULL;
    arena_reset(&stream->kept_arena);
}

/* evidence lives on the arena that lasts. */
static void keep_evidence(Stream *stream, Evidence *evidence) {
    if (stream->pipeline->dump == DUMP_EVIDENCE) {
        dump_evidence(stream->pipeline->out->file, evidence);
    }
    VEC_PUSH(&stream->kept_arena, &stream->kept, evidence);
    if (stream->kept.count >= PIPELINE_KEPT_LIMIT) {
        show_findings(stream);
    }
}

/* Reads a line of the family again, onto the arena that lasts. */
static void keep(Stream *stream, Str line) {
    Arena *arena = &stream->kept_arena;
    Event event = {0};
    cargo_read_line(arena, &event, str_copy(arena, line));
    Evidence *evidence =
        match_diagnostic(arena, stream->pipeline->patterns, event.diagnostic, (Str){0});
    if (evidence == NULL) {
        return;
    }
    keep_evidence(stream, evidence);
}

/* ---- one line ---- */

static void pass(Stream *stream, Str bytes) {
    const Pipeline *pipeline = stream->pipeline;
    if (pipeline->dump != DUMP_NONE || pipeline->only || bytes.len == 0) {
        return;
    }
    stream->line_open = bytes.data[bytes.len - 1] != '\n';
    if (pipeline->renderer->guard != NULL) {
        bytes = pipeline->renderer->guard(&stream->line_arena, bytes);
    }
    output_write(pipeline->passthrough, bytes);
}

/* Passes a line of JSON on where the format wants them; whether it does. */
static bool pass_json(Stream *stream, const Event *event) {
    if (!stream->pipeline->renderer->keeps_stream) {
        return false;
    }
    pass(stream, event->raw);
    return true;
}

/*
 * Keeps the diagnostic that the text reader holds if it is of the family; else its lines pass. What
 * stood between its lines passes in any case.
 */
static void end_text(Stream *stream) {
    TextReader *text = &stream->text;
    if (!text->open) {
        return;
    }
    Arena *arena = &stream->kept_arena;
    Diagnostic *diagnostic = text_diagnostic(text, arena);
    Evidence *evidence = NULL;
    if (diagnostic != NULL) {
        stream->diagnostics++;
        stream->rustc_seen = true;
        stream->files = stream->files != NULL ? stream->files : text_files_new(arena);
        text_place(stream->files, diagnostic);
        if (stream->pipeline->dump == DUMP_DIAGNOSTIC) {
            dump_diagnostic(stream->pipeline->out->file, diagnostic);
        }
        evidence = match_diagnostic(arena, stream->pipeline->patterns, diagnostic, (Str){0});
    }
    pass(stream, strbuf_str(evidence != NULL ? &text->block.others : &text->block.raw));
    text_forget(text);
    if (evidence != NULL) {
        stream->result->had_errors = true;
        keep_evidence(stream, evidence);
    }
}

/* An error's headline, of rustc or cargo. */
static bool is_error(Arena *arena, Str line) {
    if (!str_contains(line, STR("error"))) {
        return false;
    }
    Str words = text_without_ansi(arena, line);
    return str_starts(words, STR("error: ")) || str_starts(words, STR("error[")) ||
           str_contains(words, STR(" error: could not compile `"));
}

/*
 * Text does not tell that a build is over, and somebody may watch: a person is shown what is known
 * once a crate could not be compiled.
 */
static void show_what_failed(Stream *stream, Str line) {
    const Pipeline *pipeline = stream->pipeline;
    if (stream->kept.count > 0 && !stream->json_seen && pipeline->renderer->for_people &&
        pipeline->sinks.count == 0 && str_contains(line, STR("error: could not compile `"))) {
        show_findings(stream);
    }
}

static void handle_text(Stream *stream, Str line) {
    if (stream->pipeline->renderer->keeps_stream) {
        pass(stream, line);
        return;
    }
    if (text_ends(&stream->text, line)) {
        end_text(stream);
    }
    stream->result->had_errors = stream->result->had_errors || is_error(&stream->line_arena, line);
    if (!text_takes(&stream->text, line, stream->suspicious)) {
        if (!stream->rustc_seen) {
            text_sentences_add(&stream->sentences, line);
        }
        pass(stream, line);
        show_what_failed(stream, line);
    }
}

/* What somebody quoted of rustc, where there is nothing else of it. */
static void read_sentences(Stream *stream) {
    const DiagnosticList *found = text_sentences_found(&stream->sentences);
    for (size_t i = 0; !stream->rustc_seen && i < found->count; i++) {
        Evidence *evidence = match_diagnostic(&stream->kept_arena, stream->pipeline->patterns,
                                              found->items[i], (Str){0});
        if (evidence != NULL) {
            stream->result->had_errors = true;
            keep_evidence(stream, evidence);
        }
    }
}

static void handle_diagnostic(Stream *stream, const Event *event) {
    const Pipeline *pipeline = stream->pipeline;
    const Diagnostic *diagnostic = event->diagnostic;
    stream->diagnostics++;
    if (str_starts(diagnostic->level, STR("error"))) {
        stream->result->had_errors = true;
    }
    if (pipeline->dump == DUMP_DIAGNOSTIC) {
        dump_diagnostic(pipeline->out->file, diagnostic);
    }
    if (stream->suspicious &&
        match_diagnostic(&stream->line_arena, pipeline->patterns, diagnostic, (Str){0}) != NULL) {
        /* What the wrapper has answered already need not wait. */
        if (diagnostic->ours != NULL) {
            pass_json(stream, event);
        }
        keep(stream, event->raw);
        return;
    }
    if (pass_json(stream, event)) {
        return;
    }
    if (str_starts(event->raw, STR("{\"reason\":")) &&
        repeats_seen(&stream->printed, diagnostic->rendered)) {
        return;
    }
    bool plain = pipeline->renderer->strips_passthrough || !pipeline->passthrough_color;
    pass(stream, plain ? text_without_ansi(&stream->line_arena, diagnostic->rendered)
                       : diagnostic->rendered);
}

static void read_event(Stream *stream, Event *event, Str line) {
    const Pipeline *pipeline = stream->pipeline;
    stream->suspicious = patterns_may_match_line(pipeline->patterns, line);
    bool whole = stream->suspicious || pipeline->dump != DUMP_NONE;
    if (whole || !cargo_read_foreign(&stream->line_arena, event, line)) {
        *event = (Event){0};
        cargo_read_line(&stream->line_arena, event, line);
    }
}

static void handle_line(Stream *stream, Str line) {
    Event event = {0};
    read_event(stream, &event, line);
    if (stream->pipeline->dump == DUMP_EVENT) {
        dump_event(stream->pipeline->out->file, &event);
    }
    if (event.kind == EVENT_TEXT) {
        handle_text(stream, line);
        return;
    }
    end_text(stream);
    stream->rustc_seen = true;
    stream->json_seen = true;
    if (event.kind == EVENT_DIAGNOSTIC) {
        handle_diagnostic(stream, &event);
    } else if (event.kind == EVENT_FINISHED) {
        stream->finished = true;
        stream->failed = !event.success;
        stream->last_line = line;
    } else if (event.kind == EVENT_MACHINE) {
        /* cargo's bookkeeping, which it prints for programs only. */
        pass_json(stream, &event);
    }
}

/* ---- one input ---- */

/* Whether another line can be had without waiting. */
static bool line_waits(const Lines *lines) {
    return lines->end > lines->start &&
           memchr(lines->buffer + lines->start, '\n', lines->end - lines->start) != NULL;
}

static void flush(Stream *stream) {
    output_flush(stream->pipeline->passthrough);
    output_flush(stream->pipeline->out);
}

/*
 * Where lines must be guarded, they are waited for; else whatever arrives goes on at once, a prompt
 * too.
 */
static void copy_rest(Stream *stream) {
    bool by_lines = stream->pipeline->renderer->guard != NULL;
    Str piece;
    while (by_lines ? lines_next(&stream->lines, &piece)
                    : lines_next_chunk(&stream->lines, &piece)) {
        pass(stream, piece);
        if (!by_lines || !line_waits(&stream->lines)) {
            output_flush(stream->pipeline->passthrough);
        }
        arena_reset(&stream->line_arena);
    }
}

/* Says what is most likely wrong where the stream cannot hold what we are for. */
static void explain_input(const Stream *stream) {
    Output *messages = stream->pipeline->messages;
    if (!stream->pipeline->explains_input) {
        return;
    }
    if (stream->failed && stream->diagnostics == 0) {
        output_write(
            messages,
            STR("sendfix: the build failed, but none of the compiler's messages are in this\n"
                "sendfix: stream. With --message-format=json-render-diagnostics, cargo prints\n"
                "sendfix: them itself. Write\n"
                "sendfix:     cargo build --message-format=json | sendfix\n"));
    }
    output_flush(messages);
}

static Status finish(Stream *stream) {
    const Pipeline *pipeline = stream->pipeline;
    Status status = stream->lines.status;
    stream->result->had_errors = stream->result->had_errors || stream->failed;
    stream->result->build_failed = stream->result->build_failed || stream->failed;
    stream->result->build_passed =
        stream->result->build_passed || (stream->finished && !stream->failed);
    stream->result->diagnostics += stream->diagnostics;
    lines_finish(&stream->lines);
    text_finish(&stream->text);
    text_sentences_finish(&stream->sentences);
    arena_finish(&stream->line_arena);
    arena_finish(&stream->kept_arena);
    if (!status_is_ok(&status)) {
        return status;
    }
    return !status_is_ok(&pipeline->out->status) ? pipeline->out->status
                                                 : pipeline->passthrough->status;
}

Status pipeline_run(const Pipeline *pipeline, int descriptor, PipelineResult *result) {
    Stream stream = {.pipeline = pipeline, .result = result};
    lines_init(&stream.lines, descriptor);
    Str line;
    while (!stream.finished && lines_next(&stream.lines, &line)) {
        handle_line(&stream, line);
        if (!line_waits(&stream.lines)) {
            flush(&stream);
        }
        arena_reset(&stream.line_arena);
    }
    end_text(&stream);
    read_sentences(&stream);
    if (stream.kept.count > 0 || !stream.shown) {
        show_findings(&stream);
    }
    if (stream.finished && pipeline->renderer->keeps_stream) {
        pass(&stream, stream.last_line);
    }
    flush(&stream);
    explain_input(&stream);
    copy_rest(&stream);
    return finish(&stream);
}
