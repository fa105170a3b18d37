package tape

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"io"
)

// nonceBytes begin a sealed segment.
const nonceBytes = 16

// head is how many bytes stand before the first frame.
func (f Format) head() int64 {
	if f.Seal == nil {
		return 0
	}
	return nonceBytes
}

// frames is how many whole frames fit into a file of a size.
func (f Format) frames(size int64) int {
	return int(max(size-f.head(), 0)) / f.Bytes
}

// begin writes the head of a segment and gives its nonce.
func (f Format) begin(w io.Writer) (nonce []byte, err error) {
	if f.Seal == nil {
		return nil, nil
	}
	nonce = make([]byte, nonceBytes)
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	_, err = w.Write(nonce)
	return nonce, err
}

// written is what the disk wrote of sealed bytes. Zeros that nobody wrote open to noise,
// which may look like a frame; a block of them is never what a seal gave. Fewer, at the very
// end, stay: then one frame ends in noise, unless its format sees it.
func (f Format) written(sealed []byte) []byte {
	if f.Seal == nil {
		return sealed
	}
	if kept := bytes.TrimRight(sealed, "\x00"); len(sealed)-len(kept) >= f.Seal.BlockSize() {
		return kept
	}
	return sealed
}

// crypt seals or opens bytes that begin at an offset behind the head: counter mode, so
// that frames keep their size, a torn one spoils no other, and a player may jump.
func (f Format) crypt(b, nonce []byte, at int64) {
	if f.Seal == nil {
		return
	}
	var iv [nonceBytes]byte
	low := binary.BigEndian.Uint64(nonce[8:])
	sum := low + uint64(at/nonceBytes)
	high := binary.BigEndian.Uint64(nonce)
	if sum < low {
		high++
	}
	binary.BigEndian.PutUint64(iv[:8], high)
	binary.BigEndian.PutUint64(iv[8:], sum)
	stream := cipher.NewCTR(f.Seal, iv[:])
	var skip [nonceBytes]byte
	stream.XORKeyStream(skip[:at%nonceBytes], skip[:at%nonceBytes])
	stream.XORKeyStream(b, b)
}
