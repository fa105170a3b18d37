package clip

import (
	"bytes"
	"encoding/binary"
)

// wav reads RIFF/WAVE with a chunk "fmt " of PCM and a chunk "data" that is all there
// (Microsoft Multimedia Programming Interface and Data Specifications 1.0).
func wav(body []byte) (Sound, bool) {
	if len(body) < 12 || !bytes.Equal(body[:4], []byte("RIFF")) || !bytes.Equal(body[8:12], []byte("WAVE")) {
		return Sound{}, false
	}
	s := Sound{Kind: WAV}
	var rate, block uint64
	for rest := body[12:]; len(rest) >= 8; {
		name, size := string(rest[:4]), uint64(binary.LittleEndian.Uint32(rest[4:]))
		if size > uint64(len(rest)-8) {
			return s, false
		}
		chunk := rest[8 : 8+size]
		switch name {
		case "fmt ":
			var ok bool
			if rate, block, ok = pcm(chunk); !ok {
				return s, false
			}
		case "data":
			if block == 0 || size%block != 0 {
				return s, false
			}
			s.Length = lasting(size/block, rate)
			return s, true
		}
		rest = rest[min(8+size+size%2, uint64(len(rest))):]
	}
	return s, false
}

// pcm reads samples a second and bytes a sample of all channels.
func pcm(chunk []byte) (rate, block uint64, ok bool) {
	if len(chunk) < 16 {
		return 0, 0, false
	}
	format, channels := binary.LittleEndian.Uint16(chunk), uint64(binary.LittleEndian.Uint16(chunk[2:]))
	rate = uint64(binary.LittleEndian.Uint32(chunk[4:]))
	block = uint64(binary.LittleEndian.Uint16(chunk[12:]))
	bits := uint64(binary.LittleEndian.Uint16(chunk[14:]))
	ok = format == 1 && (channels == 1 || channels == 2) && rate >= 8000 && rate <= 48000 &&
		(bits == 8 || bits == 16 || bits == 24) && block == channels*bits/8
	return rate, block, ok
}
