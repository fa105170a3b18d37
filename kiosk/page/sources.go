//go:build !release

package page

import "embed"

//go:embed html/*.html
var sources embed.FS
