package device

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// Kind says what follows in a frame. Frames run between a box and its sound child, both
// ways over its standard input and output: a byte for the kind, two for the length of the
// body, then the body. Figures are little endian. Samples are s16, one channel.
//
//	to the child    Open   u32 samples a second: open the loudspeaker, and answer
//	                Listen u32 samples a second: open the microphone, and answer
//	                Play   samples, behind those that are waiting
//	                Drop   forget those that are waiting
//	from the child  Opened it sounds, or hears, from now on
//	                Heard  samples
//	                Beat   u64, five times a second: samples that were taken or dropped so
//	                       far; of a microphone, those that nobody fetched in time
//	                Failed u8 Trouble; the child is of no use any more
//
// A child opens one device at most, and only when it is told to. Who owns a loudspeaker
// counts: samples sent less samples taken are those that wait, and Room bytes of them fit.
type Kind byte

const (
	Open   Kind = 'o'
	Listen Kind = 'l'
	Play   Kind = 'p'
	Drop   Kind = 'd'
	Opened Kind = 'O'
	Heard  Kind = 'h'
	Beat   Kind = 'b'
	Failed Kind = 'f'
)

// MaxBody is the most bytes in a frame: a second at 16 kHz.
const MaxBody = 32000

const headSize = 3

// Write writes one frame in one piece.
func Write(w io.Writer, k Kind, body []byte) error {
	if len(body) > MaxBody {
		return fmt.Errorf("device: a frame of %d bytes", len(body))
	}
	frame := binary.LittleEndian.AppendUint16([]byte{byte(k)}, uint16(len(body)))
	_, err := w.Write(append(frame, body...))
	return err
}

// Read reads one frame. io.EOF is the end between two frames; whatever else cannot be
// read is an error: frames have no marks by which to find the next one.
func Read(r *bufio.Reader) (Kind, []byte, error) {
	var head [headSize]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	k, n := Kind(head[0]), int(binary.LittleEndian.Uint16(head[1:]))
	if !k.fits(n) {
		return 0, nil, fmt.Errorf("device: a frame %q of %d bytes", k, n)
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(r, body); err != nil {
		return 0, nil, fmt.Errorf("device: a torn frame: %w", io.ErrUnexpectedEOF)
	}
	return k, body, nil
}

// fits says whether a kind of frame may have so many bytes.
func (k Kind) fits(n int) bool {
	switch k {
	case Open, Listen:
		return n == 4
	case Play, Heard:
		return n%2 == 0 && n <= MaxBody
	case Drop, Opened:
		return n == 0
	case Beat:
		return n == 8
	case Failed:
		return n == 1
	}
	return false
}

// Trouble is why a child cannot sound.
type Trouble byte

const (
	NoService Trouble = iota + 1 // no sound system answers
	NoDevice                     // none is plugged in
	Taken                        // it could not be opened: another program has it
	Lost                         // it was there, and stopped: unplugged, or its service went
)

func (t Trouble) String() string {
	switch t {
	case NoService:
		return "no sound service"
	case NoDevice:
		return "no device"
	case Taken:
		return "the device could not be opened"
	case Lost:
		return "the device stopped"
	}
	return "unknown"
}

// Error makes a trouble an error: the child's Failed, as its owner says it.
func (t Trouble) Error() string { return "device: " + t.String() }
