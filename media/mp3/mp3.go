// Package mp3 encodes speech for telephones and recordings: one channel, 16 kHz, 64
// kbit/s, without a reservoir, so that each frame stands alone: a listener may begin with
// any, and a recording that was cut is whole up to its last one. libmp3lame is opened when
// it is first needed; nothing of it is linked, and a box that has none says so.
package mp3

/*
#cgo CFLAGS: -O2
#cgo linux LDFLAGS: -ldl
#include "lame.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"unsafe"
)

// What a frame is (ISO/IEC 13818-3, layer 3 at half the sampling rates): 36 ms.
const (
	Rate         = 16000 // samples a second
	FrameSamples = 576
	FrameBytes   = 288
	kbit         = 64
)

// ErrNone is the error of a box without libmp3lame.
var ErrNone = errors.New("mp3: no libmp3lame here")

var opening sync.Mutex

// Encoder makes frames of samples. It is for one goroutine.
type Encoder struct {
	lame unsafe.Pointer
	out  []byte
}

// NewEncoder needs libmp3lame: its error is ErrNone.
func NewEncoder() (*Encoder, error) {
	opening.Lock()
	defer opening.Unlock()
	if C.lame_open() == 0 {
		return nil, ErrNone
	}
	e := &Encoder{lame: C.lame_encoder(Rate, kbit)}
	if e.lame == nil {
		return nil, fmt.Errorf("mp3: this libmp3lame has no %d kbit/s at %d Hz", kbit, Rate)
	}
	return e, nil
}

// Encode takes samples, s16, and gives the frames that they have filled: a whole number
// of them, each FrameBytes long, some of them of samples that were given before. The bytes
// are the encoder's until the next call.
func (e *Encoder) Encode(samples []int16) ([]byte, error) {
	if len(samples) == 0 {
		return nil, nil
	}
	if room := len(samples)*5/4 + 7200; len(e.out) < room { // what lame.h asks for
		e.out = make([]byte, room)
	}
	n := C.lame_encode(e.lame, (*C.int16_t)(&samples[0]), C.int(len(samples)), (*C.uint8_t)(&e.out[0]), C.int(len(e.out)))
	runtime.KeepAlive(e)
	if n < 0 || n%FrameBytes != 0 {
		return nil, fmt.Errorf("mp3: libmp3lame says %d", n)
	}
	return e.out[:n], nil
}

// Whole says whether bytes begin as each of these frames does: MPEG 2, layer 3, no checksum;
// 64 kbit/s, 16 kHz, no padding; one channel.
func Whole(frame []byte) bool {
	return len(frame) == FrameBytes && frame[0] == 0xff && frame[1] == 0xf3 && frame[2] == 0x88 && frame[3]&0xc0 == 0xc0
}

// Close ends it; it may be called again.
func (e *Encoder) Close() {
	if e.lame != nil {
		C.lame_encoder_close(e.lame)
		e.lame = nil
	}
}
