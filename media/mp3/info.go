package mp3

import "encoding/binary"

// sideBytes is how many bytes of side information follow a frame's head, one channel at
// the half rates.
const sideBytes = 9

// Info is the frame before so many others that tells a player how long they are and where
// to jump (the tag that LAME and Xing write); one that does not know it hears 36 ms of
// silence.
func Info(frames int) []byte {
	b := []byte{0xff, 0xf3, 0x88, 0xc4}
	b = append(append(b, make([]byte, sideBytes)...), "Info"...)
	const framesAndBytes = 3
	b = binary.BigEndian.AppendUint32(b, framesAndBytes)
	b = binary.BigEndian.AppendUint32(b, uint32(frames))
	b = binary.BigEndian.AppendUint32(b, uint32((frames+1)*FrameBytes))
	return append(b, make([]byte, FrameBytes-len(b))...)
}
