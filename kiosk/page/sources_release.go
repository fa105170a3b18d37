//go:build release

package page

import (
	_ "embed"

	"yizhan/kiosk/asset"
)

// pressed is what sources.go has; .ci/build makes it.
//
//go:embed pressed.zip
var pressed []byte

var sources = asset.Unpressed(pressed)
