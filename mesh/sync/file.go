package sync

import (
	"errors"
	"fmt"
	"io"
	"maps"

	"yizhan/hub"
)

// A file holds the frames that a session would carry, for hubs that never meet:
// lists, proofs, batches and receipts. There is nobody to answer, so that there is
// no Hello, no comparison and no Ack; mesh/bundle says what the file is for, seals
// it, and proves it whole.

// FileWriter writes the frames of one file. It is used by one goroutine.
type FileWriter struct {
	w      io.Writer
	buf    []byte
	number uint64
	proved map[hub.Origin]bool
}

// NewFileWriter begins a file.
func NewFileWriter(w io.Writer) *FileWriter {
	return &FileWriter{w: w, proved: map[hub.Origin]bool{}}
}

// Commits writes a batch of commits of one lane, as Log.Since gave it. Before the
// first commit of each origin in the file stands its proof: a file is read alone.
func (f *FileWriter) Commits(lane hub.Lane, commits []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error {
	packed, err := Pack(commits)
	if err != nil {
		return err
	}
	var missing []Proof
	for _, c := range commits {
		o := c.Header.Origin
		if f.proved[o] {
			continue
		}
		p, ok := proofs[o]
		if !ok {
			return fmt.Errorf("sync: the log has commits of lane %s without a proof", lane)
		}
		f.proved[o] = true
		missing = append(missing, Proof{Origin: o, Key: p.Key, Epoch: p.Epoch, Cert: p.Cert})
	}
	if len(missing) > 0 {
		if err := f.frame(Frame{typeProofs, &Proofs{Lane: lane, Proofs: missing}}); err != nil {
			return err
		}
	}
	f.number++
	return f.frame(Frame{typeBatch, &Batch{Number: f.number, Lane: lane, Packed: packed}})
}

// Piece writes a part of a file that lies beside the log.
func (f *FileWriter) Piece(at FileFrom, total int64, piece []byte) error {
	return f.frame(Frame{typePiece, &Piece{File: at, Total: uint64(total), Bytes: piece}})
}

// List writes a county-signed list.
func (f *FileWriter) List(name string, number uint64, signed []byte) error {
	return f.frame(Frame{typeList, &List{Name: name, Number: number, Signed: signed}})
}

// Receipts writes signed words of hubs.
func (f *FileWriter) Receipts(all []hub.Receipt) error {
	for len(all) > 0 {
		n := min(len(all), receiptsPerFrame)
		body := &Receipts{}
		for _, r := range all[:n] {
			body.Receipts = append(body.Receipts, toReceipt(r))
		}
		if err := f.frame(Frame{typeReceipts, body}); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

func (f *FileWriter) frame(fr Frame) (err error) {
	if f.buf, err = AppendFrame(f.buf[:0], fr); err != nil {
		return err
	}
	_, err = f.w.Write(f.buf)
	return err
}

// FileTaker is what a reader of a file does with what stands in it; what it has no
// function for is passed over. Commits gets all proofs of the lane so far.
type FileTaker struct {
	List     func(l *List) error
	Commits  func(lane hub.Lane, commits []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error
	Receipts func(rs []hub.Receipt) error
	Piece    func(p *Piece) error
}

// ReadFile hands the frames of a file over, in order, until its end. An error is
// the taker's, the reader's, or one of which Malformed is true.
func ReadFile(r io.Reader, t FileTaker) error {
	proofs, number := map[hub.Lane]map[hub.Origin]hub.OriginProof{}, uint64(0)
	for {
		f, err := ReadFrame(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch b := f.Body.(type) {
		case nil: // optional, of a later release
		case *List:
			if t.List != nil {
				err = t.List(b)
			}
		case *Proofs:
			err = keepProofs(proofs, b)
		case *Batch:
			if number++; b.Number != number {
				return fmt.Errorf("%w: batch %d after %d", errFrame, b.Number, number-1)
			}
			err = t.batch(b, proofs[b.Lane])
		case *Piece:
			if t.Piece != nil {
				err = t.Piece(b)
			}
		case *Receipts:
			if t.Receipts != nil {
				err = t.Receipts(b.receipts())
			}
		default:
			return fmt.Errorf("%w: type %d in a file", errFrame, f.Type)
		}
		if err != nil {
			return err
		}
	}
}

func (t FileTaker) batch(b *Batch, proofs map[hub.Origin]hub.OriginProof) error {
	if t.Commits == nil {
		return nil
	}
	commits, err := Unpack(b.Packed)
	if err != nil {
		return err
	}
	return t.Commits(b.Lane, commits, proofs)
}

func keepProofs(all map[hub.Lane]map[hub.Origin]hub.OriginProof, f *Proofs) error {
	of := all[f.Lane]
	if of == nil {
		of = map[hub.Origin]hub.OriginProof{}
		all[f.Lane] = of
	}
	for _, p := range f.Proofs {
		if len(of) >= maxFileProofs || len(p.Cert) > 4096 {
			return fmt.Errorf("%w: too many proofs", errFrame)
		}
		of[p.Origin] = hub.OriginProof{Key: p.Key, Epoch: p.Epoch, Lane: f.Lane, Cert: p.Cert}
	}
	return nil
}

// maxFileProofs bounds what a file makes its reader remember: the lane of a county
// of 5,000 hubs with some epochs each.
const maxFileProofs = 1 << 16

func (r *Receipts) receipts() []hub.Receipt {
	out := make([]hub.Receipt, len(r.Receipts))
	for i, w := range r.Receipts {
		out[i] = hub.Receipt{Holder: w.Holder, Origin: w.Origin, Head: hub.Head{Seq: w.Seq, ID: w.ID}, Sig: w.Sig}
	}
	return out
}

// Malformed says whether an error is about bytes that no honest hub writes.
func Malformed(err error) bool {
	return errors.Is(err, errFrame) || errors.Is(err, errPack) || errors.Is(err, io.ErrUnexpectedEOF)
}

// LinesOf is a vector in the form in which it is written, by origin.
func LinesOf(v hub.Vector) []Line {
	lines := make([]Line, 0, len(v))
	for _, o := range origins(v) {
		lines = append(lines, toLine(o, v[o]))
	}
	return lines
}

// VectorOf reads lines; those that cannot be are Malformed.
func VectorOf(lines []Line) (hub.Vector, error) {
	v := make(hub.Vector, len(lines))
	for _, l := range lines {
		if err := l.check(); err != nil {
			return nil, fmt.Errorf("%w: %w", errFrame, err)
		}
		if _, twice := v[l.Origin]; twice {
			return nil, fmt.Errorf("%w: an origin twice", errFrame)
		}
		v[l.Origin] = l.reach()
	}
	return v, nil
}

// Extend is the vector of a hub that holds v and these commits.
func Extend(v hub.Vector, commits []hub.Commit) hub.Vector {
	out := maps.Clone(v)
	if out == nil {
		out = hub.Vector{}
	}
	for _, c := range commits {
		extend(out, c.Header.Origin, c.Header.Seq, c.ID)
	}
	return out
}

// Lacks is about how many commits of ours a hub with vector theirs has not.
func Lacks(ours, theirs hub.Vector) uint64 { return lacks(ours, theirs) }
