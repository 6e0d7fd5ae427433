/*
 * JSON by way of cJSON; see json.h.
 *
 * Json is cJSON's item under another name. Items are malloc'ed by cJSON; the one at the root of a
 * tree is an Owned, which also knows its Owner. The Owner lies on the arena and frees the tree when
 * the arena ends. Putting a tree into another one empties its Owner, so each item is freed once,
 * whichever of the two arenas ends first. cJSON_Delete frees an Owned as any other item, because
 * the item is its first member and both come from cJSON_malloc. Nothing global of cJSON is used: no
 * hooks, no error pointer.
 */
#include "base/json.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/*
 * cJSON prints doubles with 15 digits, and 17 only where it sees a difference; it overlooks some.
 */
#define LARGEST_PRINTED_EXACTLY UINT64_C(999999999999999)
#define LARGEST_INTEGER 9007199254740992.0 /* 2^53 */

typedef struct Owner {
    cJSON *tree; /* NULL once another tree owns it */
} Owner;

typedef struct Owned {
    cJSON item;
    Owner *owner;
} Owned;

static const cJSON *item_of(const Json *value) {
    return (const cJSON *)value;
}

static void release_tree(void *data) {
    Owner *owner = data;
    cJSON_Delete(owner->tree);
}

/* Makes the shell of a tree whose content is copied from item, owned by the arena. */
static Json *own(Arena *arena, const cJSON *item) {
    Owned *owned = cJSON_malloc(sizeof *owned);
    if (owned == NULL) {
        arena_give_up();
    }
    Owner *owner = ARENA_NEW(arena, Owner);
    *owned = (Owned){.item = *item, .owner = owner};
    owner->tree = &owned->item;
    arena_defer(arena, release_tree, owner);
    return (Json *)owned;
}

static bool is_blank(const char *from, const char *end) {
    while (from < end && (*from == ' ' || *from == '\t' || *from == '\r' || *from == '\n')) {
        from++;
    }
    return from == end;
}

Status json_parse(Arena *arena, Json **out, Str text) {
    *out = NULL;
    size_t nul = str_find_byte(text, '\0');
    if (text.len == 0 || nul != STR_NONE) {
        return status_error(STATUS_INVALID, "not JSON: %s", text.len == 0 ? "empty" : "a NUL byte");
    }
    const char *end = text.data;
    cJSON *root = cJSON_ParseWithLengthOpts(text.data, text.len, &end, 0);
    if (root == NULL || !is_blank(end, text.data + text.len)) {
        cJSON_Delete(root);
        return status_error(STATUS_INVALID, "not JSON, or nested too deep, at byte %zu",
                            (size_t)(end - text.data));
    }
    *out = own(arena, root);
    cJSON_free(root);
    return status_ok();
}

const Json *json_get(const Json *object, const char *key) {
    if (!json_is_object(object)) {
        return NULL;
    }
    return (const Json *)cJSON_GetObjectItemCaseSensitive(item_of(object), key);
}

Json *json_member(Json *object, const char *key) {
    if (!json_is_object(object)) {
        return NULL;
    }
    return (Json *)cJSON_GetObjectItemCaseSensitive((cJSON *)object, key);
}

Json *json_element(Json *array, size_t i) {
    if (!json_is_array(array) || i > INT_MAX) {
        return NULL;
    }
    return (Json *)cJSON_GetArrayItem((cJSON *)array, (int)i);
}

bool json_is_null(const Json *value) {
    return value == NULL || cJSON_IsNull(item_of(value));
}

bool json_is_object(const Json *value) {
    return cJSON_IsObject(item_of(value));
}

bool json_is_array(const Json *value) {
    return cJSON_IsArray(item_of(value));
}

bool json_is_string(const Json *value) {
    return cJSON_IsString(item_of(value));
}

bool json_bool(const Json *value) {
    return cJSON_IsTrue(item_of(value));
}

Str json_str(const Json *value) {
    return value != NULL && json_is_string(value) ? str_from(item_of(value)->valuestring)
                                                  : (Str){0};
}

uint64_t json_uint(const Json *value) {
    if (value == NULL || !cJSON_IsNumber(item_of(value))) {
        return 0;
    }
    double number = item_of(value)->valuedouble;
    return number >= 0 && number <= LARGEST_INTEGER ? (uint64_t)number : 0;
}

Str json_get_str(const Json *object, const char *key) {
    return json_str(json_get(object, key));
}

uint64_t json_get_uint(const Json *object, const char *key) {
    return json_uint(json_get(object, key));
}

bool json_get_bool(const Json *object, const char *key) {
    return json_bool(json_get(object, key));
}

const Json *json_first(const Json *container) {
    bool has_members = json_is_object(container) || json_is_array(container);
    return has_members ? (const Json *)item_of(container)->child : NULL;
}

const Json *json_next(const Json *value) {
    return value != NULL ? (const Json *)item_of(value)->next : NULL;
}

Json *json_object(Arena *arena) {
    return own(arena, &(cJSON){.type = cJSON_Object});
}

Json *json_array(Arena *arena) {
    return own(arena, &(cJSON){.type = cJSON_Array});
}

/*
 * Writes value as UTF-8 without NUL to out and returns the number of bytes; with out NULL it only
 * counts.
 */
static size_t put_text(char *out, Str value) {
    size_t length = 0;
    for (size_t at = 0; at < value.len;) {
        size_t start = at;
        unsigned code_point = text_decode(value, &at);
        bool bad = code_point == 0 || (code_point == TEXT_REPLACEMENT && at - start == 1);
        Str piece = bad ? STR("\xef\xbf\xbd") : str_slice(value, start, at);
        if (out != NULL) {
            memcpy(out + length, piece.data, piece.len);
        }
        length += piece.len;
    }
    return length;
}

static cJSON *new_string(Str value) {
    size_t length = put_text(NULL, value);
    char *text = cJSON_malloc(length + 1);
    if (text == NULL) {
        arena_give_up();
    }
    put_text(text, value);
    text[length] = '\0';
    cJSON *item = cJSON_CreateStringReference(text);
    if (item != NULL) {
        item->type = cJSON_String; /* not a reference: it owns text */
    }
    return item;
}

static bool add(Json *object, const char *key, cJSON *item) {
    cJSON *parent = (cJSON *)object;
    if (json_get(object, key) != NULL) {
        return cJSON_ReplaceItemInObjectCaseSensitive(parent, key, item);
    }
    return cJSON_AddItemToObjectCS(parent, key, item);
}

/* Adds an item that cJSON has just made; NULL says that there was no memory for it. */
static void add_new(Json *object, const char *key, cJSON *item) {
    if (item == NULL) {
        arena_give_up();
    }
    if (!json_is_object(object) || !add(object, key, item)) {
        cJSON_Delete(item);
    }
}

void json_set_str(Json *object, const char *key, Str value) {
    add_new(object, key, new_string(value));
}

void json_set_uint(Json *object, const char *key, uint64_t value) {
    if (value <= LARGEST_PRINTED_EXACTLY) {
        add_new(object, key, cJSON_CreateNumber((double)value));
        return;
    }
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, value);
    add_new(object, key, cJSON_CreateRaw(digits));
}

void json_set_bool(Json *object, const char *key, bool value) {
    add_new(object, key, cJSON_CreateBool(value));
}

void json_set_null(Json *object, const char *key) {
    add_new(object, key, cJSON_CreateNull());
}

/*
 * The Owner of a tree that may go into container: not the container itself, and not in a tree yet.
 */
static Owner *owner_to_empty(const Json *container, Json *child) {
    if (child == NULL || child == container) {
        return NULL;
    }
    Owner *owner = ((Owned *)child)->owner;
    return owner->tree != NULL ? owner : NULL;
}

void json_set(Json *object, const char *key, Json *child) {
    Owner *owner = json_is_object(object) ? owner_to_empty(object, child) : NULL;
    if (owner != NULL && add(object, key, (cJSON *)child)) {
        owner->tree = NULL;
    }
}

void json_push(Json *array, Json *child) {
    Owner *owner = json_is_array(array) ? owner_to_empty(array, child) : NULL;
    if (owner != NULL && cJSON_AddItemToArray((cJSON *)array, (cJSON *)child)) {
        owner->tree = NULL;
    }
}

void json_push_str(Json *array, Str value) {
    cJSON *item = new_string(value);
    if (item == NULL) {
        arena_give_up();
    }
    if (!json_is_array(array) || !cJSON_AddItemToArray((cJSON *)array, item)) {
        cJSON_Delete(item);
    }
}

Str json_print(Arena *arena, const Json *value) {
    if (value == NULL) {
        return STR("null");
    }
    char *text = cJSON_PrintUnformatted(item_of(value));
    if (text == NULL) {
        arena_give_up();
    }
    Str printed = str_copy(arena, str_from(text));
    cJSON_free(text);
    /* strings that were parsed may hold any bytes */
    return text_printable_json(arena, printed);
}
