/*
 * Walking over JSON text without building a tree: for the few members that are wanted of many
 * lines.
 *
 * The scanner is stricter than json_parse: what it accepts, json_parse accepts and reads the same;
 * where it answers false, nothing is known and the caller asks json_parse. It may be asked of any
 * bytes. It reads each byte once and keeps nothing.
 */
#ifndef SENDFIX_BASE_JSON_SCAN_H
#define SENDFIX_BASE_JSON_SCAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct JsonScan {
    const char *at; /* next byte */
    const char *end;
} JsonScan;

/*
 * Called for each member; must move scan behind the value, and returns false to give up. key is
 * raw.
 */
typedef bool JsonScanMember(void *data, JsonScan *scan, Str key);

JsonScan json_scan_new(Str text);
/* The next byte that is not white space, not taken; NUL at the end. */
char json_scan_peek(JsonScan *scan);
/* Takes an object. False where there is none, where member says so, and for keys with escapes. */
bool json_scan_object(JsonScan *scan, JsonScanMember *member, void *data);
/*
 * Takes a string; raw is what stands between the quotes, borrowed, escapes checked but not
 * resolved.
 */
bool json_scan_string(JsonScan *scan, Str *raw);
/* Takes any value, nested up to 200 deep. */
bool json_scan_skip(JsonScan *scan);
/* Whether nothing but white space is left. */
bool json_scan_at_end(JsonScan *scan);
/*
 * Text of a raw string that json_scan_string gave: raw itself, or a copy with the escapes resolved.
 */
Str json_scan_unescape(Arena *arena, Str raw);

#endif
