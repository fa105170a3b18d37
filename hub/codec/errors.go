package codec

import (
	"errors"
	"fmt"

	"yizhan/hub"
)

// damaged is the error of every decoder: bytes from outside are not what they
// claim to be. The reason goes to the log; people read one sentence.
func damaged(format string, args ...any) error {
	return hub.E(hub.CodeUntrusted, "codec.damaged").Because(fmt.Errorf("codec: "+format, args...))
}

// unfit is the error of encoders: what the caller wants to write has no byte form.
func unfit(format string, args ...any) error {
	return hub.E(hub.CodeInvalid, "codec.unfit").Because(fmt.Errorf("codec: "+format, args...))
}

func tooLarge(what string, n int) error {
	return hub.E(hub.CodeTooLarge, "codec.toolarge").
		Because(fmt.Errorf("codec: %s has %d bytes, at most %d are allowed", what, n, hub.MaxCommit))
}

var errTruncated = errors.New("codec: bytes end early")
