/*
 * XML text: https://www.w3.org/TR/xml/, sections 2.2 (which chars there are) and 2.4 (what is escaped).
 */
#ifndef SENDFIX_RENDER_XML_H
#define SENDFIX_RENDER_XML_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Adds foreign text to an element or a quoted attribute: escaped, with newlines and TABs as
 * references, so that attributes keep them; what XML cannot hold or a terminal should not get is made
 * visible.
 */
void xml_add(Arena *arena, StrBuf *out, Str text);
/* Adds ` name="text"`. */
void xml_attribute(Arena *arena, StrBuf *out, const char *name, Str text);
/* The same for a number. */
void xml_number(StrBuf *out, const char *name, size_t number);

#endif
