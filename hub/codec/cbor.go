package codec

import (
	"encoding/binary"
	"fmt"
	"unicode/utf8"
)

// CBOR major types (RFC 8949, 3.1) and the simple values that format 1 uses.
const (
	majorUint   = 0
	majorNeg    = 1
	majorBytes  = 2
	majorText   = 3
	majorArray  = 4
	majorMap    = 5
	majorTag    = 6
	majorSimple = 7

	simpleFalse     = 0xf4
	simpleTrue      = 0xf5
	simpleNull      = 0xf6
	simpleUndefined = 0xf7
)

// appendHead writes a major type with its argument in the shortest form.
func appendHead(b []byte, major byte, n uint64) []byte {
	m := major << 5
	switch {
	case n < 24:
		return append(b, m|byte(n))
	case n <= 0xff:
		return append(b, m|24, byte(n))
	case n <= 0xffff:
		return binary.BigEndian.AppendUint16(append(b, m|25), uint16(n))
	case n <= 0xffff_ffff:
		return binary.BigEndian.AppendUint32(append(b, m|26), uint32(n))
	}
	return binary.BigEndian.AppendUint64(append(b, m|27), n)
}

func appendUint(b []byte, n uint64) []byte { return appendHead(b, majorUint, n) }

func appendInt(b []byte, n int64) []byte {
	if n < 0 {
		return appendHead(b, majorNeg, uint64(-1-n))
	}
	return appendHead(b, majorUint, uint64(n))
}

func appendBytes(b, s []byte) []byte {
	return append(appendHead(b, majorBytes, uint64(len(s))), s...)
}

func appendText(b []byte, s string) []byte {
	return append(appendHead(b, majorText, uint64(len(s))), s...)
}

func appendArray(b []byte, n int) []byte { return appendHead(b, majorArray, uint64(n)) }

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, simpleTrue)
	}
	return append(b, simpleFalse)
}

// reader walks over CBOR items and refuses every form but the shortest. Its
// first error sticks and empties what is left, so that callers read on without
// asking and every loop ends: no count is larger than the bytes that remain.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.b = nil
}

func (r *reader) failf(format string, args ...any) {
	if r.err == nil {
		r.fail(fmt.Errorf("codec: "+format, args...))
	}
}

// end is the error of a walk that should have used up every byte.
func (r *reader) end() error {
	if r.err == nil && len(r.b) > 0 {
		r.failf("%d bytes too many", len(r.b))
	}
	return r.err
}

// next is the first byte of the next item; 0xff, which begins none, at the end.
func (r *reader) next() byte {
	if len(r.b) == 0 {
		return 0xff
	}
	return r.b[0]
}

func (r *reader) major() byte { return r.next() >> 5 }

// head reads a major type and its argument.
func (r *reader) head() (major byte, n uint64) {
	if len(r.b) == 0 {
		r.fail(errTruncated)
		return 0, 0
	}
	first := r.b[0]
	major, size := first>>5, 0
	switch info := first & 31; {
	case info < 24:
		r.b = r.b[1:]
		return major, uint64(info)
	case info > 27:
		r.failf("head %#x: lengths must be known", first)
		return 0, 0
	default:
		size = 1 << (info - 24)
	}
	if len(r.b) < 1+size {
		r.fail(errTruncated)
		return 0, 0
	}
	for _, c := range r.b[1 : 1+size] {
		n = n<<8 | uint64(c)
	}
	if least := [9]uint64{1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}[size]; n < least || major == majorSimple {
		r.failf("head %#x: not the shortest form", first)
		return 0, 0
	}
	r.b = r.b[1+size:]
	return major, n
}

func (r *reader) expect(want byte) uint64 {
	major, n := r.head()
	if r.err == nil && major != want {
		r.failf("major type %d where %d belongs", major, want)
	}
	if r.err != nil {
		return 0
	}
	return n
}

func (r *reader) uint(most uint64) uint64 {
	n := r.expect(majorUint)
	if n > most {
		r.failf("number %d, at most %d", n, most)
		return 0
	}
	return n
}

func (r *reader) int() int64 {
	major, n := r.head()
	switch {
	case r.err != nil:
	case major > majorNeg:
		r.failf("major type %d where a number belongs", major)
	case n > 1<<63-1:
		r.failf("number beyond 64 bits")
	case major == majorNeg:
		return -1 - int64(n)
	default:
		return int64(n)
	}
	return 0
}

func (r *reader) bool() bool {
	first := r.next()
	if first != simpleTrue && first != simpleFalse {
		r.failf("%#x where true or false belongs", first)
		return false
	}
	r.b = r.b[1:]
	return first == simpleTrue
}

// skip says whether the next item is this one-byte item, and steps over it.
func (r *reader) skip(item byte) bool {
	if r.next() != item {
		return false
	}
	r.b = r.b[1:]
	return true
}

// take is the next n bytes, which stay a part of the input.
func (r *reader) take(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.fail(errTruncated)
		return nil
	}
	s := r.b[:n:n]
	r.b = r.b[n:]
	return s
}

func (r *reader) bytes() []byte { return r.take(r.expect(majorBytes)) }

// fill reads a byte string of just dst's length.
func (r *reader) fill(dst []byte) {
	s := r.bytes()
	copy(dst, s)
	if len(s) != len(dst) {
		r.failf("%d bytes where %d belong", len(s), len(dst))
	}
}

// fillOrNone reads dst, or the empty byte string that stands for zero. Written
// out, zero is refused: it has that one form.
func (r *reader) fillOrNone(dst []byte) {
	if r.skip(majorBytes << 5) {
		return
	}
	r.fill(dst)
	if allZero(dst) {
		r.failf("zero written out")
	}
}

func (r *reader) text(most int) string {
	s := r.take(r.expect(majorText))
	switch {
	case len(s) > most:
		r.failf("text of %d bytes, at most %d", len(s), most)
		return ""
	case !utf8.Valid(s):
		r.failf("text is not UTF-8")
		return ""
	}
	return string(s)
}

// count reads the head of an array. An item has at least one byte, so that a
// count beyond the bytes that are left is refused before anything is made for it.
func (r *reader) count() int { return r.countOf(majorArray) }

func (r *reader) countOf(major byte) int {
	n := r.expect(major)
	if n > uint64(len(r.b)) {
		r.fail(errTruncated)
		return 0
	}
	return int(n)
}

// array reads the head of an array that has just n items.
func (r *reader) array(n int) {
	if got := r.count(); r.err == nil && got != n {
		r.failf("array of %d items where %d belong", got, n)
	}
}

func allZero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// appendOrNone writes b, or the empty byte string where all of b is zero.
func appendOrNone(dst, b []byte) []byte {
	if allZero(b) {
		return append(dst, majorBytes<<5)
	}
	return appendBytes(dst, b)
}
