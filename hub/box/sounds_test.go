package box_test

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Sound files as telephones and recorders write them, a second of silence each: what a
// browser can decode and what it cannot, only a real file shows.

// silence is a WAV file of one second at so many samples a second.
func silence(rate uint32) []byte {
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), 36+2*rate)
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...)
	b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, rate), 2*rate)
	b = append(b, "\x02\x00\x10\x00data"...)
	return append(binary.LittleEndian.AppendUint32(b, 2*rate), make([]byte, 2*rate)...)
}

// silentMP3 is MPEG 2 layer 3 at 16 kHz and 64 kbit/s (ISO/IEC 13818-3): 28 frames of 36
// ms whose side information says that nothing follows.
func silentMP3() []byte {
	frame := append([]byte{0xff, 0xf3, 0x88, 0xc0}, make([]byte, 284)...)
	return bytes.Repeat(frame, 28)
}

// silentM4A is AAC-LC of one channel at 16 kHz (ISO/IEC 14496-3) in an MPEG-4 file
// (14496-12, 14496-14): 16 frames of 64 ms.
func silentM4A() []byte {
	const rate, frames, perFrame = 16000, 16, 1024
	frame := []byte{0x00, 0xc8, 0x00, 0x80, 0x23, 0x80} // one element, nothing in it
	n := func(all ...uint32) (b []byte) {
		for _, v := range all {
			b = binary.BigEndian.AppendUint32(b, v)
		}
		return b
	}
	box := func(name string, parts ...[]byte) []byte {
		body := slices.Concat(parts...)
		return slices.Concat(n(uint32(8+len(body))), []byte(name), body)
	}
	unit := n(0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000)
	config := []byte{0x14, 0x08} // AAC-LC, 16 kHz, one channel
	decoder := slices.Concat([]byte{0x04, 17, 0x40, 0x15, 0, 0, 0}, n(8000, 8000), []byte{0x05, 2}, config)
	descriptor := slices.Concat([]byte{0x03, byte(3 + len(decoder) + 3), 0, 1, 0}, decoder, []byte{0x06, 1, 2})
	entry := box("mp4a", n(0), []byte{0, 0, 0, 1}, n(0, 0), []byte{0, 1, 0, 16}, n(0), n(rate<<16), box("esds", n(0), descriptor))
	head := box("ftyp", []byte("M4A "), n(0), []byte("M4A mp42isom"))
	moov := func(at uint32) []byte {
		table := box("stbl",
			box("stsd", n(0, 1), entry),
			box("stts", n(0, 1, frames, perFrame)),
			box("stsc", n(0, 1, 1, frames, 1)),
			box("stsz", n(0, uint32(len(frame)), frames)),
			box("stco", n(0, 1, at)))
		media := box("mdia",
			box("mdhd", n(0, 0, 0, rate, frames*perFrame), []byte{0x55, 0xc4, 0, 0}),
			box("hdlr", n(0, 0), []byte("soun"), n(0, 0, 0), []byte{0}),
			box("minf", box("smhd", n(0, 0)), box("dinf", box("dref", n(0, 1), box("url ", n(1)))), table))
		length := uint32(frames * perFrame * 1000 / rate)
		return box("moov",
			box("mvhd", n(0, 0, 0, 1000, length, 0x00010000), []byte{1, 0, 0, 0}, n(0, 0), unit, make([]byte, 24), n(2)),
			box("trak", box("tkhd", n(7, 0, 0, 1, 0, length, 0, 0), []byte{0, 0, 0, 0, 1, 0, 0, 0}, unit, n(0, 0)), media))
	}
	at := uint32(len(head) + len(moov(0)) + 8)
	return slices.Concat(head, moov(at), box("mdat", bytes.Repeat(frame, frames)))
}
