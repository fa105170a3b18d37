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

var files = unpressed()

func unpressed() *zip.Reader {
	z, err := zip.NewReader(bytes.NewReader(pressed), int64(len(pressed)))
	if err != nil {
		panic(err) // embedded
	}
	return z
}
