package mp3

// #include "lame.h"
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

// ErrTorn is the error of bytes that are no MP3.
var ErrTorn = errors.New("mp3: this is no MP3")

// most is how many samples a frame has in each channel.
const most = 1152

// idleMost is how often the decoder may give nothing before it has nothing: it gives none,
// too, when it has just read a head, or passed over something.
const idleMost = 3

// Decoder makes samples of MP3 of any rate, with one channel or two. It is for one
// goroutine.
type Decoder struct {
	hip         unsafe.Pointer
	left, right [most]int16
	out         []int16
}

// NewDecoder needs libmp3lame with its decoder: its error is ErrNone.
func NewDecoder() (*Decoder, error) {
	opening.Lock()
	defer opening.Unlock()
	if C.hip_open() == 0 {
		return nil, ErrNone
	}
	d := &Decoder{hip: C.hip_decoder()}
	if d.hip == nil {
		return nil, ErrNone
	}
	return d, nil
}

// Decode takes the next bytes of a file or a stream and calls hear with the samples of
// every frame that they complete, and its rate; two channels are made one. The samples are
// the decoder's until hear returns. Bytes between frames are passed over; its error is
// ErrTorn where the decoder can make nothing of what came.
func (d *Decoder) Decode(b []byte, hear func(samples []int16, rate int)) error {
	if len(b) == 0 {
		return nil
	}
	at, n := (*C.uint8_t)(&b[0]), C.size_t(len(b))
	for idle := 0; idle < idleMost; {
		var rate, channels C.int
		got := int(C.hip_decode_one(d.hip, at, n, (*C.int16_t)(&d.left[0]), (*C.int16_t)(&d.right[0]), &rate, &channels))
		runtime.KeepAlive(d)
		switch {
		case got < 0 || got > most:
			return ErrTorn
		case got == 0:
			idle++
		case rate > 0:
			idle = 0
			hear(d.mixed(got, int(channels)), int(rate))
		}
		n = 0
	}
	return nil
}

func (d *Decoder) mixed(n, channels int) []int16 {
	if channels != 2 {
		return d.left[:n]
	}
	d.out = d.out[:0]
	for i := range n {
		d.out = append(d.out, int16((int(d.left[i])+int(d.right[i]))/2))
	}
	return d.out
}

// Close ends it; it may be called again.
func (d *Decoder) Close() {
	if d.hip != nil {
		C.hip_decoder_close(d.hip)
		d.hip = nil
	}
}
