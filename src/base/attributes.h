/*
 * Compiler attributes that the house uses, spelt once.
 *
 * Anything that gcc and clang know and ISO C11 does not is reached through these names only.
 */
#ifndef SENDFIX_BASE_ATTRIBUTES_H
#define SENDFIX_BASE_ATTRIBUTES_H

#if defined(__GNUC__)
#define FORMAT_PRINTF(format_index, first_argument)                                                \
    __attribute__((format(printf, format_index, first_argument)))
#define MUST_USE __attribute__((warn_unused_result))
#define NORETURN __attribute__((noreturn))
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define FIRST_BYTE_SET(word) ((size_t)__builtin_ctzll(word) / 8) /* of a word read from memory */
#endif
#else
#define FORMAT_PRINTF(format_index, first_argument)
#define MUST_USE
#define NORETURN
#endif

#endif
