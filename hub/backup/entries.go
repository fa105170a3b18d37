package backup

import (
	"bytes"
	"compress/flate"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"yizhan/hub/codec"
)

// Inside the seal stands a deflate stream of files: length of the name (1 byte), name,
// size (8 bytes), content; a name of length 0 ends them. Then comes the signature of
// the box's station key over SHA-256(header) ‖ SHA-256(all of the files).

const signPurpose = "backup"

// entryName is every file that a data folder's backup may hold: nothing that is
// unpacked lands anywhere else.
var entryName = regexp.MustCompile(`^(manifest\.cbor|database|log\.db|local\.db|(keys|trust)/[a-z0-9][a-z0-9-]*\.cbor|places/[0-9]{4}\.csv|blob/[0-9a-f]{64})$`)

// packer writes files into a stream.
type packer struct {
	z      *flate.Writer
	out    io.Writer // z and the hash
	hash   hash.Hash
	header [32]byte
}

func newPacker(w io.Writer, rawHeader []byte) *packer {
	z, err := flate.NewWriter(w, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is one
	}
	h := sha256.New()
	return &packer{z: z, out: io.MultiWriter(z, h), hash: h, header: sha256.Sum256(rawHeader)}
}

func (p *packer) add(name string, size int64, content io.Reader) error {
	head := append([]byte{byte(len(name))}, name...)
	if _, err := p.out.Write(binary.BigEndian.AppendUint64(head, uint64(size))); err != nil {
		return err
	}
	n, err := io.Copy(p.out, content)
	if err == nil && n != size {
		err = fmt.Errorf("backup: %s changed while it was read", name)
	}
	return err
}

func (p *packer) addFile(from file) error {
	if from.body != nil {
		return p.add(from.name, int64(len(from.body)), bytes.NewReader(from.body))
	}
	f, err := os.Open(from.path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return p.add(from.name, info.Size(), io.LimitReader(f, info.Size()))
}

// close signs and ends the stream.
func (p *packer) close(key ed25519.PrivateKey) error {
	if _, err := p.out.Write([]byte{0}); err != nil {
		return err
	}
	if _, err := p.z.Write(codec.Sign(key, signPurpose, p.signed())); err != nil {
		return err
	}
	return p.z.Close()
}

func (p *packer) signed() []byte { return p.hash.Sum(p.header[:]) }

// unpack writes the files of a stream into dir and checks the signature of the box
// that the header names. Whatever it wrote is worth nothing when it fails.
func unpack(r io.Reader, h Header, rawHeader []byte, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	z := flate.NewReader(r)
	defer z.Close()
	sum := sha256.New()
	in := io.TeeReader(z, sum)
	for {
		more, err := unpackOne(root, in)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	header := sha256.Sum256(rawHeader)
	sig := make([]byte, ed25519.SignatureSize)
	if _, err := io.ReadFull(z, sig); err != nil {
		return damaged(err)
	}
	if !codec.Verify(h.Key, signPurpose, sum.Sum(header[:]), sig) {
		return damaged(errors.New("the signature is not the box's"))
	}
	if n, err := io.Copy(io.Discard, r); n > 0 || err != nil { // to the last chunk, or it was cut off
		return damaged(errors.Join(err, fmt.Errorf("%d bytes behind the end", n)))
	}
	return nil
}

func unpackOne(root *os.Root, in io.Reader) (more bool, err error) {
	var length [1]byte
	if _, err := io.ReadFull(in, length[:]); err != nil {
		return false, damaged(err)
	}
	if length[0] == 0 {
		return false, nil
	}
	head := make([]byte, int(length[0])+8)
	if _, err := io.ReadFull(in, head); err != nil {
		return false, damaged(err)
	}
	name, size := string(head[:length[0]]), binary.BigEndian.Uint64(head[length[0]:])
	if !entryName.MatchString(name) || size > 1<<40 {
		return false, damaged(fmt.Errorf("a file named %q of %d bytes", name, size))
	}
	if dir := filepath.Dir(name); dir != "." {
		if err := root.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return false, err
		}
	}
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return false, err
	}
	_, err = io.CopyN(sink{f}, in, int64(size))
	if _, full := errors.AsType[*sinkError](err); err != nil && !full {
		err = damaged(err)
	}
	return true, errors.Join(err, f.Sync(), f.Close())
}

// sink tells a disk that takes no more from a stream that gives no more.
type sink struct{ w io.Writer }

type sinkError struct{ error }

func (e *sinkError) Unwrap() error { return e.error }

func (s sink) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	if err != nil {
		err = &sinkError{err}
	}
	return n, err
}
