/*
 * XML text: see xml.h.
 */
#include "render/xml.h"

#include "base/text.h"

void xml_add(Arena *arena, StrBuf *out, Str text) {
    text = text_printable(arena, text);
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        unsigned code_point = text_decode(text, &at);
        if (code_point == '&') {
            strbuf_add(out, STR("&amp;"));
        } else if (code_point == '<') {
            strbuf_add(out, STR("&lt;"));
        } else if (code_point == '>') {
            strbuf_add(out, STR("&gt;"));
        } else if (code_point == '"') {
            strbuf_add(out, STR("&quot;"));
        } else if (code_point == '\'') {
            strbuf_add(out, STR("&apos;"));
        } else if (code_point == '\n' || code_point == '\t') {
            strbuf_addf(out, "&#%u;", code_point);
        } else if (code_point == 0xfffe || code_point == 0xffff) {
            strbuf_add(out, STR("\xef\xbf\xbd"));
        } else {
            strbuf_add(out, str_slice(text, start, at));
        }
    }
}

void xml_attribute(Arena *arena, StrBuf *out, const char *name, Str text) {
    strbuf_addf(out, " %s=\"", name);
    xml_add(arena, out, text);
    strbuf_add_byte(out, '"');
}

void xml_number(StrBuf *out, const char *name, size_t number) {
    strbuf_addf(out, " %s=\"%zu\"", name, number);
}
