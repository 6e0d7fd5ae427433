//go:build tools

// Package consumers pins reviewdog for the tests of what it reads.
package consumers

import _ "github.com/reviewdog/reviewdog/cmd/reviewdog"
