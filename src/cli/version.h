/*
 * The program's version, by https://semver.org.
 */
#ifndef SENDFIX_CLI_VERSION_H
#define SENDFIX_CLI_VERSION_H

#define SENDFIX_VERSION "0.1.0"

#endif
