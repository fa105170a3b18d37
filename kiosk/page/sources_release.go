//go:build release

package page

import (
	"archive/zip"
	"bytes"
	_ "embed"
)

// pressed is what sources.go has; .ci/build makes it.
//
//go:embed pressed.zip
var pressed []byte

var sources = unpressed()

func unpressed() *zip.Reader {
	z, err := zip.NewReader(bytes.NewReader(pressed), int64(len(pressed)))
	if err != nil {
		panic(err) // embedded
	}
	return z
}
