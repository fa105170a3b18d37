package print

import "errors"

// What a thermal printer answers to DLE EOT n (ESC/POS, real-time status): n, and which
// bit means what. Bits 1 and 4 of every answer are set and bit 0 and 7 are not; what is
// otherwise is no answer but noise.
var questions = []struct {
	n, bit byte
	key    string
}{
	{4, 0x60, "print.paper"},    // both bits of the sensor at the end of the roll
	{2, 0x04, "print.cover"},    // the cover is open
	{2, 0x20, "print.paper"},    // it stopped because paper is out
	{2, 0x40, "print.broken"},   // its own fault: head, knife
	{1, 0x08, "print.off-line"}, // it does not take anything just now
}

func isStatus(b byte) bool { return b&0x93 == 0x12 }

// errOf is what an answer to question n means; nil: nothing is the matter.
func errOf(n, answer byte) error {
	for _, q := range questions {
		if q.n == n && answer&q.bit != 0 {
			return trouble(q.key, errors.New("the printer said so"))
		}
	}
	return nil
}

// What the kernel says of a printer on USB (LPGETSTATUS, IEEE 1284): the bits are those
// of a parallel port.
const (
	lpPaperOut = 0x20
	lpSelected = 0x10
	lpNoFault  = 0x08
)

func errOfLine(status int) error {
	switch {
	case status&lpPaperOut != 0:
		return trouble("print.paper", nil)
	case status&lpSelected == 0:
		return trouble("print.off-line", nil)
	case status&lpNoFault == 0:
		return trouble("print.broken", nil)
	}
	return nil
}
