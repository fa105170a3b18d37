package device

import "sync/atomic"

// Room is how many bytes wait at most: two seconds at 16 kHz.
const Room = 1 << 16

// ring is what waits between one writer and the driver's callback, which may neither
// wait nor allocate. Positions only grow; who writes owns one, who reads the other. What
// is dropped makes no room by itself: the reader jumps over it the next time it comes.
type ring struct {
	bytes               [Room]byte
	wrote, read, forget atomic.Uint64
}

// put appends what fits and says how much that was.
func (r *ring) put(b []byte) int {
	at := r.wrote.Load()
	n := min(len(b), int(Room-(at-r.read.Load())))
	first := copy(r.bytes[at%Room:], b[:n])
	copy(r.bytes[:], b[first:n])
	r.wrote.Store(at + uint64(n))
	return n
}

// drop forgets everything that was put before.
func (r *ring) drop() { r.forget.Store(r.wrote.Load()) }

// take fills b with what waits, and with silence behind it.
func (r *ring) take(b []byte) {
	at := max(r.read.Load(), r.forget.Load())
	n := min(len(b), int(r.wrote.Load()-at))
	first := copy(b[:n], r.bytes[at%Room:])
	copy(b[first:n], r.bytes[:])
	clear(b[n:])
	r.read.Store(at + uint64(n))
}

// waiting is how many bytes can be taken.
func (r *ring) waiting() int { return int(r.wrote.Load() - max(r.read.Load(), r.forget.Load())) }

// taken is how many bytes were taken or passed over.
func (r *ring) taken() uint64 { return r.read.Load() }
