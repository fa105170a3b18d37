package backup

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hpke"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"yizhan/hub"
	"yizhan/hub/codec"
)

const (
	magic     = "YIZHAN-BACKUP-1\n"
	chunkSize = 256 << 10
	maxHeader = 64 << 10
)

// Who may open a backup.
type Who uint8

const (
	WhoBox    Who = 1 // the box itself, so that it can fall back alone
	WhoCounty Who = 2
	WhoCode   Who = 3 // the 恢复码
)

// Recipient is somebody for whom a backup is closed.
type Recipient struct {
	Who    Who
	X25519 [32]byte // public
}

// Header is what anybody can read of a backup. It is authenticated: the key of the
// first chunk is derived from it.
type Header struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Key     [32]byte // the box's station key
	Name    string   // the station's, for people; it is no secret
	Number  uint64   // later backups of the box at this place have higher ones
	Made    int64    // Unix ms by the box's clock: shown, never compared
	Erased  [32]byte // which erasure orders it obeys, see Mark
	To      []sealedKey
}

type sealedKey struct {
	_   struct{} `cbor:",toarray"`
	Who Who
	ID  [8]byte // codec.RecipientID
	Box []byte  // the file key by HPKE
}

// ClosedFor says whether somebody of this kind can open it.
func (h Header) ClosedFor(who Who) bool {
	for _, to := range h.To {
		if to.Who == who {
			return true
		}
	}
	return false
}

var hpkeInfo = []byte("yizhan/backup-key/1")

func (h *Header) closeFor(fileKey []byte, to []Recipient) error {
	for _, r := range to {
		key, err := ecdh.X25519().NewPublicKey(r.X25519[:])
		if err != nil {
			return fmt.Errorf("backup: recipient: %w", err)
		}
		pub, err := hpke.NewDHKEMPublicKey(key)
		if err != nil {
			return fmt.Errorf("backup: recipient: %w", err)
		}
		box, err := hpke.Seal(pub, hpke.HKDFSHA256(), hpke.AES256GCM(), hpkeInfo, fileKey)
		if err != nil {
			return fmt.Errorf("backup: recipient: %w", err)
		}
		h.To = append(h.To, sealedKey{Who: r.Who, ID: codec.RecipientID(r.X25519), Box: box})
	}
	return nil
}

// open finds the file key with one of some private keys.
func (h Header) open(private [][32]byte) ([]byte, error) {
	for _, p := range private {
		key, err := ecdh.X25519().NewPrivateKey(p[:])
		if err != nil {
			return nil, fmt.Errorf("backup: key: %w", err)
		}
		own, err := hpke.NewDHKEMPrivateKey(key)
		if err != nil {
			return nil, fmt.Errorf("backup: key: %w", err)
		}
		id := codec.RecipientID([32]byte(key.PublicKey().Bytes()))
		for _, to := range h.To {
			if to.ID != id {
				continue
			}
			if plain, err := hpke.Open(own, hpke.HKDFSHA256(), hpke.AES256GCM(), hpkeInfo, to.Box); err == nil {
				return plain, nil
			}
		}
	}
	return nil, hub.E(hub.CodeUntrusted, "backup.key")
}

// payload makes the cipher of the chunks.
func payload(fileKey, rawHeader []byte) (cipher.AEAD, error) {
	salt := sha256.Sum256(rawHeader)
	key, err := hkdf.Key(sha256.New, fileKey, salt[:], "yizhan/backup/1", 32)
	if err != nil {
		return nil, fmt.Errorf("backup: payload key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("backup: payload key: %w", err)
	}
	return cipher.NewGCM(block)
}

// nonce of a chunk: its number, then whether it is the last. The key is used for one
// file, so that none comes twice; a chunk left out, moved or cut off does not open.
func nonce(n uint64, last bool) []byte {
	b := make([]byte, 12)
	binary.BigEndian.PutUint64(b[3:], n)
	if last {
		b[11] = 1
	}
	return b
}

// sealer writes a stream in sealed chunks.
type sealer struct {
	w    io.Writer
	aead cipher.AEAD
	buf  []byte
	out  []byte
	n    uint64
}

// newSealer writes the head of a file and gives what seals the rest, with the header
// as it was written.
func newSealer(w io.Writer, h Header, to []Recipient) (s *sealer, raw []byte, err error) {
	fileKey := make([]byte, 32)
	rand.Read(fileKey)
	if err := h.closeFor(fileKey, to); err != nil {
		return nil, nil, err
	}
	if raw, err = codec.Marshal(h); err != nil {
		return nil, nil, err
	}
	aead, err := payload(fileKey, raw)
	if err != nil {
		return nil, nil, err
	}
	head := binary.BigEndian.AppendUint32([]byte(magic), uint32(len(raw)))
	if _, err := w.Write(append(head, raw...)); err != nil {
		return nil, nil, err
	}
	return &sealer{w: w, aead: aead, buf: make([]byte, 0, chunkSize)}, raw, nil
}

func (s *sealer) Write(p []byte) (n int, err error) {
	for len(p) > 0 {
		if len(s.buf) == chunkSize { // more follows: this one is not the last
			if err := s.flush(false); err != nil {
				return n, err
			}
		}
		take := min(len(p), chunkSize-len(s.buf))
		s.buf = append(s.buf, p[:take]...)
		p, n = p[take:], n+take
	}
	return n, nil
}

// Close writes the last chunk; the file below stays open.
func (s *sealer) Close() error { return s.flush(true) }

func (s *sealer) flush(last bool) error {
	s.out = s.aead.Seal(s.out[:0], nonce(s.n, last), s.buf, nil)
	s.n++
	s.buf = s.buf[:0]
	_, err := s.w.Write(s.out)
	return err
}

// ReadHeader reads the head of a backup. Errors: CodeInvalid for another file or one
// of a later release.
func ReadHeader(r io.Reader) (h Header, raw []byte, err error) {
	head := make([]byte, len(magic)+4)
	if _, err := io.ReadFull(r, head); err != nil || string(head[:len(magic)]) != magic {
		return h, nil, hub.E(hub.CodeInvalid, "backup.other").Because(err)
	}
	size := binary.BigEndian.Uint32(head[len(magic):])
	if size > maxHeader {
		return h, nil, damaged(fmt.Errorf("a header of %d bytes", size))
	}
	raw = make([]byte, size)
	if _, err := io.ReadFull(r, raw); err != nil {
		return h, nil, damaged(err)
	}
	if err := codec.Unmarshal(raw, &h); err != nil {
		return h, nil, damaged(err)
	}
	if h.Version != 1 {
		return h, nil, hub.E(hub.CodeInvalid, "backup.newer")
	}
	return h, raw, nil
}

// damaged says that a backup is not whole: cut short, or changed.
func damaged(cause error) error {
	return hub.E(hub.CodeUntrusted, "backup.damaged").Because(cause)
}

// opener reads what a sealer wrote.
type opener struct {
	r     io.Reader
	aead  cipher.AEAD
	next  []byte // the chunk after the present one, sealed; nil: there is none
	plain []byte // what is left of the present one
	n     uint64
}

func newOpener(r io.Reader, h Header, raw []byte, private [][32]byte) (*opener, error) {
	fileKey, err := h.open(private)
	if err != nil {
		return nil, err
	}
	aead, err := payload(fileKey, raw)
	if err != nil {
		return nil, err
	}
	o := &opener{r: r, aead: aead}
	o.next, err = o.chunk()
	return o, err
}

// chunk reads the next sealed chunk; nil at the end of the file.
func (o *opener) chunk() ([]byte, error) {
	b := make([]byte, chunkSize+o.aead.Overhead())
	n, err := io.ReadFull(o.r, b)
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return nil, damaged(err)
	}
	return b[:n], nil
}

func (o *opener) Read(p []byte) (int, error) {
	for len(o.plain) == 0 {
		if o.next == nil && o.n > 0 {
			return 0, io.EOF
		}
		if o.next == nil {
			return 0, damaged(io.ErrUnexpectedEOF)
		}
		now := o.next
		var err error
		if o.next, err = o.chunk(); err != nil {
			return 0, err
		}
		if o.plain, err = o.aead.Open(now[:0], nonce(o.n, o.next == nil), now, nil); err != nil {
			return 0, damaged(err)
		}
		o.n++
	}
	n := copy(p, o.plain)
	o.plain = o.plain[n:]
	return n, nil
}
