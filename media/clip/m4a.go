package clip

import (
	"encoding/binary"
	"time"
)

// m4a reads the boxes of an MPEG-4 file (ISO/IEC 14496-12): its length from mvhd, and
// that all its tracks are sound, so that no film comes in as a sentence.
func m4a(body []byte) (Sound, bool) {
	if len(body) < 12 || string(body[4:8]) != "ftyp" {
		return Sound{}, false
	}
	s := Sound{Kind: M4A}
	moov, data := []byte(nil), false
	whole := boxes(body, func(name string, content []byte) {
		switch name {
		case "moov":
			moov = content
		case "mdat":
			data = len(content) > 0
		}
	})
	if !whole || moov == nil || !data {
		return s, false
	}
	tracks, sounds := 0, 0
	whole = boxes(moov, func(name string, content []byte) {
		switch name {
		case "mvhd":
			s.Length = movieLength(content)
		case "trak":
			tracks++
			if isSound(content) {
				sounds++
			}
		}
	})
	return s, whole && sounds == 1 && tracks == 1 && s.Length > 0
}

// boxes calls visit for each box; false where one is longer than what is there.
func boxes(body []byte, visit func(name string, content []byte)) bool {
	for len(body) > 0 {
		if len(body) < 8 {
			return false
		}
		size, head := uint64(binary.BigEndian.Uint32(body)), uint64(8)
		switch size {
		case 0: // to the end
			size = uint64(len(body))
		case 1:
			if len(body) < 16 {
				return false
			}
			size, head = binary.BigEndian.Uint64(body[8:]), 16
		}
		if size < head || size > uint64(len(body)) {
			return false
		}
		visit(string(body[4:8]), body[head:size])
		body = body[size:]
	}
	return true
}

// isSound says whether a track's handler is soun.
func isSound(trak []byte) (sound bool) {
	boxes(trak, func(name string, mdia []byte) {
		if name != "mdia" {
			return
		}
		boxes(mdia, func(name string, hdlr []byte) {
			if name == "hdlr" && len(hdlr) >= 12 {
				sound = string(hdlr[8:12]) == "soun"
			}
		})
	})
	return sound
}

// movieLength is the duration of a movie header; its version says how wide its figures are.
func movieLength(mvhd []byte) time.Duration {
	switch {
	case len(mvhd) >= 20 && mvhd[0] == 0:
		return lasting(uint64(binary.BigEndian.Uint32(mvhd[16:])), uint64(binary.BigEndian.Uint32(mvhd[12:])))
	case len(mvhd) >= 32 && mvhd[0] == 1:
		return lasting(binary.BigEndian.Uint64(mvhd[24:]), uint64(binary.BigEndian.Uint32(mvhd[20:])))
	}
	return 0
}
