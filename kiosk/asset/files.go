//go:build !release

package asset

import "embed"

//go:embed css/*.css js/*.js phone/*.js icons.svg scenes.svg
var files embed.FS
