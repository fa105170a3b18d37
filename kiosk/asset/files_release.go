//go:build release

package asset

import (
	"archive/zip"
	"bytes"
	_ "embed"
)

// pressed is what files.go has; .ci/build makes it.
//
//go:embed pressed.zip
var pressed []byte

var files = Unpressed(pressed)

// Unpressed is what .ci/press made of files, as they were.
func Unpressed(pressed []byte) *zip.Reader {
	z, err := zip.NewReader(bytes.NewReader(pressed), int64(len(pressed)))
	if err != nil {
		panic(err) // embedded
	}
	return z
}
