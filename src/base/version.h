/*
 * The program's version, by https://semver.org.
 */
#ifndef SENDFIX_BASE_VERSION_H
#define SENDFIX_BASE_VERSION_H

#define SENDFIX_VERSION "0.1.0"

#endif
