package photo

import "encoding/binary"

// segments visits the segments of a JPEG up to its picture, as far as they are whole:
// ITU T.81, B.1.
func segments(file []byte, visit func(marker byte, body []byte) (more bool)) {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker := file[at+1]
		if marker == 0xff { // filling
			at++
			continue
		}
		if marker == 0x01 || marker >= 0xd0 && marker <= 0xd7 { // without a body
			at += 2
			continue
		}
		end := at + 2 + int(binary.BigEndian.Uint16(file[at+2:]))
		if marker == 0xd9 || end < at+4 || end > len(file) || !visit(marker, file[at+4:end]) {
			return
		}
		at = end
	}
}

// plain says whether a JPEG comes in one pass. Only what says so is believed: the decoder
// also finds its way through bytes that are no segments.
func plain(file []byte) (yes bool) {
	segments(file, func(marker byte, _ []byte) bool {
		yes = yes || marker == 0xc0 || marker == 0xc1
		return !yes && marker != 0xc2 && marker != 0xda
	})
	return yes
}

// orientation is how the telephone was held: Exif 2.32, tag 0x0112 of the first
// directory; 1 where the file does not say.
func orientation(file []byte) int {
	turn := 1
	segments(file, func(marker byte, body []byte) bool {
		if marker != 0xe1 || len(body) < 6 || string(body[:6]) != "Exif\x00\x00" {
			return marker != 0xda
		}
		turn = turnOf(body[6:])
		return false
	})
	return turn
}

func turnOf(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case len(tiff) < 8:
		return 1
	case string(tiff[:2]) == "MM":
		order = binary.BigEndian
	case string(tiff[:2]) != "II":
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	n := uint64(order.Uint16(tiff[at:]))
	for i := range n {
		e := at + 2 + 12*i
		if e+12 > uint64(len(tiff)) {
			break
		}
		if order.Uint16(tiff[e:]) != 0x0112 {
			continue
		}
		if v := order.Uint16(tiff[e+8:]); v >= 1 && v <= 8 {
			return int(v)
		}
	}
	return 1
}
