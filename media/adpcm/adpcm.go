// Package adpcm is IMA ADPCM, for boxes without an MP3 encoder: four bits a sample, in
// blocks that stand alone, as Microsoft's WAV files hold them (Multimedia Data Standards
// Update, April 1994; IMA Digital Audio Focus and Technical Working Groups, 1992).
package adpcm

import (
	"encoding/binary"
	"errors"
)

// What a block is: its first sample as it was, the place in the table of steps, and four
// bits for each sample after it: 36 ms at 16 kHz, 65 kbit/s.
const (
	BlockSamples = 577
	BlockBytes   = 4 + (BlockSamples-1)/2
)

// steps and moves are the tables of the standard.
var (
	steps = [89]int{
		7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97,
		107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796,
		876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428,
		4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385,
		24623, 27086, 29794, 32767,
	}
	moves = [8]int{-1, -1, -1, -1, 2, 4, 6, 8}
)

// state is what encoder and decoder both know after a sample.
type state struct{ sample, step int }

// next is the state after a code; it is all that a decoder does.
func (s state) next(code int) state {
	size := steps[s.step]
	by := size >> 3
	for bit := range 3 {
		if code&(4>>bit) != 0 {
			by += size >> bit
		}
	}
	if code&8 != 0 {
		by = -by
	}
	return state{max(min(s.sample+by, 32767), -32768), max(min(s.step+moves[code&7], len(steps)-1), 0)}
}

// code is the one that comes nearest to a sample.
func (s state) code(sample int) (code int) {
	away := sample - s.sample
	if away < 0 {
		code, away = 8, -away
	}
	size := steps[s.step]
	for bit := range 3 {
		if away >= size>>bit {
			code |= 4 >> bit
			away -= size >> bit
		}
	}
	return code
}

// Encoder keeps the place in the table of steps from block to block.
type Encoder struct{ step int }

// Encode appends a block of BlockSamples samples.
func (e *Encoder) Encode(to []byte, samples *[BlockSamples]int16) []byte {
	s := state{int(samples[0]), e.step}
	to = binary.LittleEndian.AppendUint16(to, uint16(samples[0]))
	to = append(to, byte(s.step), 0)
	for i := 1; i < BlockSamples; i += 2 {
		low := s.code(int(samples[i]))
		s = s.next(low)
		high := s.code(int(samples[i+1]))
		s = s.next(high)
		to = append(to, byte(low|high<<4))
	}
	e.step = s.step
	return to
}

// ErrBlock is the error of what is no block.
var ErrBlock = errors.New("adpcm: this is no block")

// Whole says whether bytes may be a block; silence is all zeros.
func Whole(block []byte) bool {
	return len(block) == BlockBytes && int(block[2]) < len(steps) && block[3] == 0
}

// Decode appends the samples of a block.
func Decode(to []int16, block []byte) ([]int16, error) {
	if !Whole(block) {
		return to, ErrBlock
	}
	s := state{int(int16(binary.LittleEndian.Uint16(block))), int(block[2])}
	to = append(to, int16(s.sample))
	for _, b := range block[4:] {
		s = s.next(int(b & 15))
		to = append(to, int16(s.sample))
		s = s.next(int(b >> 4))
		to = append(to, int16(s.sample))
	}
	return to, nil
}
