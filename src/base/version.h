/*
 * The program's version, by https://semver.org. The Makefile reads it, too.
 */
#ifndef SENDFIX_BASE_VERSION_H
#define SENDFIX_BASE_VERSION_H

#define SENDFIX_VERSION "0.1.0"
#define SENDFIX_DATE "2026-11-26" /* of this version */

#endif
