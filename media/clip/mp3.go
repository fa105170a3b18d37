package clip

import (
	"bytes"
	"encoding/binary"
)

// mp3 walks the frames of an MPEG layer 3 file (ISO/IEC 11172-3, 13818-3), behind an ID3
// tag if there is one: the length of a file with changing bit rates stands nowhere else.
// Up to a frame's worth of something else may follow the last one.
func mp3(body []byte) (Sound, bool) {
	rest, tagged := behindTag(body)
	var samples, rate uint64
	frames := 0
	for len(rest) >= 4 {
		f, ok := frameOf(binary.BigEndian.Uint32(rest))
		if !ok || rate != 0 && f.rate != rate {
			break
		}
		if f.bytes > len(rest) {
			break // the recorder stopped within the frame
		}
		samples, rate, frames = samples+f.samples, f.rate, frames+1
		rest = rest[f.bytes:]
	}
	if frames < 3 { // three frames in a row are no chance
		if tagged {
			return Sound{Kind: MP3}, false
		}
		return Sound{}, false
	}
	if len(rest) > 2048 && !bytes.HasPrefix(rest, []byte("TAG")) && !bytes.HasPrefix(rest, []byte("APETAGEX")) {
		return Sound{Kind: MP3}, false
	}
	return Sound{Kind: MP3, Length: lasting(samples, rate)}, true
}

// behindTag is what follows an ID3v2 tag.
func behindTag(body []byte) (rest []byte, tagged bool) {
	if len(body) < 10 || !bytes.Equal(body[:3], []byte("ID3")) {
		return body, false
	}
	size := 10
	for i, b := range body[6:10] {
		size += int(b&0x7f) << (21 - 7*i)
	}
	return body[min(size, len(body)):], true
}

// frame is what four bytes say of the frame that they begin.
type frame struct {
	bytes         int
	samples, rate uint64
}

// Bit rates of layer 3 in kbit/s by their code, for MPEG 1 and for 2 and 2.5; free and
// forbidden ones are 0.
var (
	bitRates1 = [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}
	bitRates2 = [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}
	rates1    = [4]uint64{44100, 48000, 32000, 0}
)

func frameOf(head uint32) (f frame, ok bool) {
	version, layer := head>>19&3, head>>17&3
	if head>>21 != 0x7ff || version == 1 || layer != 1 {
		return frame{}, false
	}
	bits, rate, samples := bitRates1[head>>12&15], rates1[head>>10&3], uint64(1152)
	if version != 3 {
		bits, samples = bitRates2[head>>12&15], 576
		rate >>= map[uint32]uint{2: 1, 0: 2}[version]
	}
	if bits == 0 || rate == 0 {
		return frame{}, false
	}
	size := int(samples)/8*bits*1000/int(rate) + int(head>>9&1)
	return frame{bytes: size, samples: samples, rate: rate}, true
}
