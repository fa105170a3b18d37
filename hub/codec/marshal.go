package codec

import (
	"bytes"

	"github.com/fxamacker/cbor/v2"
)

// MaxMessage bounds what Unmarshal takes: certificates, lists, bundles, frames.
const MaxMessage = 4 << 20

var (
	encMode = mustEnc(cbor.CoreDetEncOptions())
	decMode = mustDec(cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		MaxNestedLevels:   16,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
		UTF8:              cbor.UTF8RejectInvalid,
		IntDec:            cbor.IntDecConvertSignedOrFail,
	})
)

func mustEnc(opts cbor.EncOptions) cbor.EncMode {
	opts.IndefLength = cbor.IndefLengthForbidden
	opts.TagsMd = cbor.TagsForbidden
	mode, err := opts.EncMode()
	if err != nil {
		panic(err)
	}
	return mode
}

func mustDec(opts cbor.DecOptions) cbor.DecMode {
	mode, err := opts.DecMode()
	if err != nil {
		panic(err)
	}
	return mode
}

// Marshal is the core deterministic CBOR of a Go value, for what other packages
// sign or send. Structs take `cbor:"1,keyasint"` or `cbor:",toarray"` tags; ids,
// hashes and keys become byte strings.
func Marshal(v any) ([]byte, error) {
	b, err := encMode.Marshal(v)
	if err != nil {
		return nil, unfit("marshal: %w", err)
	}
	return b, nil
}

// Unmarshal reads what Marshal wrote into v, which points to a zero value. Bytes
// that v would not marshal to again are refused: other forms of a number, maps
// out of order, unknown or doubled fields, byte strings of another length.
func Unmarshal(b []byte, v any) error {
	if len(b) > MaxMessage {
		return damaged("message of %d bytes", len(b))
	}
	if err := decMode.Unmarshal(b, v); err != nil {
		return damaged("message: %w", err)
	}
	if again, err := encMode.Marshal(v); err != nil || !bytes.Equal(again, b) {
		return damaged("message is not in its one form")
	}
	return nil
}
