package sync

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"yizhan/hub/codec"
)

// Frame types. From firstOptional up a hub that does not know a type skips it.
const (
	typeHello    = 1
	typeList     = 2
	typeSums     = 3
	typeLines    = 4
	typeState    = 5
	typeProofs   = 6
	typeBatch    = 7
	typeAck      = 8
	typeReceipts = 9
	typeBye      = 10
	typeWant     = 11

	firstOptional = 64
	typeStill     = 64
	typeAsk       = 65
	typePiece     = 66
	typeHaving    = 67
)

// Caps on a frame's bytes. A batch is bounded by MaxBatchBytes before
// compression plus one run up to its signature.
const (
	maxFrame  = 768 << 10
	maxMiddle = 256 << 10
	maxSmall  = 64 << 10
)

// errFrame marks what no honest peer sends; the session ends.
var errFrame = errors.New("sync: not a frame of this protocol")

func capOf(kind uint8) int {
	switch kind {
	case typeBatch, typeList:
		return maxFrame
	case typeSums:
		return maxMiddle
	}
	return maxSmall
}

// Frame is one message: the four-byte big-endian length of what follows, then
// the CBOR array [type, body].
type Frame struct {
	Type uint8
	Body any // one of the body types of this package; nil for an optional frame that is not known
}

// AppendFrame writes a frame to b.
func AppendFrame(b []byte, f Frame) ([]byte, error) {
	body, err := codec.Marshal(f.Body)
	if err != nil {
		return b, fmt.Errorf("sync: frame %d: %w", f.Type, err)
	}
	head := []byte{0x82, f.Type}
	if f.Type >= 24 {
		head = []byte{0x82, 0x18, f.Type}
	}
	if n := len(head) + len(body); n > capOf(f.Type) {
		return b, fmt.Errorf("sync: frame %d of %d bytes is over its cap", f.Type, n)
	}
	b = binary.BigEndian.AppendUint32(b, uint32(len(head)+len(body)))
	return append(append(b, head...), body...), nil
}

// ReadFrame reads one frame. It reads nothing beyond it, holds no more than the
// type's cap, and accepts no other bytes than those that AppendFrame writes. An
// error that is not the reader's own wraps errFrame.
func ReadFrame(r io.Reader) (Frame, error) {
	var head [7]byte // length, 0x82, type in one or two bytes
	if _, err := io.ReadFull(r, head[:6]); err != nil {
		return Frame{}, err
	}
	n := int(binary.BigEndian.Uint32(head[:4]))
	used := 6
	kind := head[5]
	if kind == 0x18 { // a type from 24 up takes a byte of its own
		if _, err := io.ReadFull(r, head[6:7]); err != nil {
			return Frame{}, err
		}
		used, kind = 7, head[6]
		if kind < 24 {
			return Frame{}, fmt.Errorf("%w: long form of type %d", errFrame, kind)
		}
	} else if kind >= 24 {
		return Frame{}, fmt.Errorf("%w: first bytes", errFrame)
	}
	rest := n - (used - 4)
	if head[4] != 0x82 || rest < 1 || n > capOf(kind) {
		return Frame{}, fmt.Errorf("%w: type %d, %d bytes", errFrame, kind, n)
	}
	raw := make([]byte, rest)
	if _, err := io.ReadFull(r, raw); err != nil {
		return Frame{}, err
	}
	return parseBody(kind, raw)
}

func parseBody(kind uint8, raw []byte) (Frame, error) {
	body := newBody(kind)
	if body == nil {
		if kind >= firstOptional {
			return Frame{Type: kind}, nil
		}
		return Frame{}, fmt.Errorf("%w: type %d is not known", errFrame, kind)
	}
	// codec takes the one encoding that it would write itself and nothing else.
	if err := codec.Unmarshal(raw, body); err != nil {
		return Frame{}, fmt.Errorf("%w: type %d: %w", errFrame, kind, err)
	}
	if c, ok := body.(checker); ok {
		if err := c.check(); err != nil {
			return Frame{}, fmt.Errorf("%w: type %d: %w", errFrame, kind, err)
		}
	}
	return Frame{Type: kind, Body: body}, nil
}

// checker is a body with more rules than its types say.
type checker interface{ check() error }
