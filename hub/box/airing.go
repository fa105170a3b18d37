package box

import (
	"context"
	"crypto/sha256"
	"io"
	"time"

	"yizhan/hub"
	"yizhan/hub/blob"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
	"yizhan/media"
)

// airPiece is how much of a recording lies in one file beside the log: a minute of sound. It
// goes to the county as photos do, one file after the other, whenever nothing else wants the
// line; and it is what the county holds in memory for each who listens.
const airPiece = 512 << 10

// airs is the recordings that stations ask the county to play to everybody: at a station cut
// into files beside the log, at the county put together again.
type airs struct{ b *Box }

// Reach says whether there is a county to ask.
func (a airs) Reach() bool {
	_, enrolled := a.b.trust.Certificate()
	return enrolled
}

// Ask takes the sound of a class off its tape, and asks for it.
func (a airs) Ask(ctx context.Context, actor hub.Actor, ask desk.Airing) (hub.Outcome, error) {
	r, err := a.b.desk.MayAir(ctx, actor, ask)
	if err != nil {
		return hub.Outcome{}, err
	}
	cut, err := a.b.tapes.Cut(r.Class, time.Duration(r.From)*time.Millisecond, time.Duration(r.To)*time.Millisecond)
	if err != nil {
		return hub.Outcome{}, err
	}
	defer cut.Close()
	sound := desk.Aired{Format: cut.Codec, MS: int(cut.Length.Milliseconds()), Size: cut.Size()}
	whole, piece := sha256.New(), make([]byte, airPiece)
	for {
		n, err := io.ReadFull(cut, piece)
		if n == 0 && err == io.EOF {
			break
		}
		if err != nil && err != io.ErrUnexpectedEOF {
			return hub.Outcome{}, hub.E(hub.CodeFolder, "class.card").Because(err)
		}
		whole.Write(piece[:n])
		err = a.b.blobs.Put(piece[:n], func(ref blob.Ref) error {
			sound.Pieces, sound.Keys = append(sound.Pieces, ref.Hash), append(sound.Keys, ref.Key)
			a.b.files.hold(ref.Hash)
			return nil
		})
		if err != nil {
			return hub.Outcome{}, err
		}
	}
	sound.Sum = [32]byte(whole.Sum(nil))
	return a.b.desk.Air(ctx, actor, ask, sound)
}

// Come is how many of the pieces of a recording are here, and of how many.
func (a airs) Come(of care.Airing) (here, all int) {
	refs, _ := airRefs(of)
	for _, r := range refs {
		if a.b.blobs.Has(r.Hash) {
			here++
		}
	}
	return here, len(of.Pieces)
}

// Hear is a recording as a file that every player knows. Errors: CodeNotFound airing.coming
// while some of it is still on its way.
func (a airs) Hear(of care.Airing) (io.ReadSeeker, string, error) {
	refs, ok := airRefs(of)
	here, all := a.Come(of)
	file, mime := media.Played(of.Format, &pieces{get: a.b.blobs.Get, refs: refs, size: int64(of.Size)}, int64(of.Size))
	if !ok || here < all || file == nil || int64(all) != (int64(of.Size)+airPiece-1)/airPiece {
		return nil, "", hub.E(hub.CodeNotFound, "airing.coming")
	}
	return file, mime, nil
}

// airRefs names and opens the pieces; ok is false where some cannot be opened here, or
// somebody wrote a list that no box would.
func airRefs(of care.Airing) (refs []blob.Ref, ok bool) {
	if len(of.Pieces) == 0 || len(of.Pieces) != len(of.Keys) {
		return nil, false
	}
	for i := range of.Pieces {
		hash, isHash := of.Pieces[i].([]byte)
		key, isKey := of.Keys[i].([]byte)
		if !isHash || !isKey || len(hash) != sha256.Size || len(key) != len(blob.Ref{}.Key) {
			return nil, false
		}
		refs = append(refs, blob.Ref{Hash: [32]byte(hash), Key: [32]byte(key)})
	}
	return refs, true
}

// pieces is bytes that lie in files of airPiece, the last one shorter. It is for one
// goroutine, and keeps the piece that was read last.
type pieces struct {
	get  func(blob.Ref) ([]byte, error)
	refs []blob.Ref
	size int64

	no    int // of piece, counted from 1; 0 none
	piece []byte
}

func (p *pieces) ReadAt(b []byte, off int64) (n int, err error) {
	for n < len(b) {
		if off >= p.size {
			return n, io.EOF
		}
		if no := int(off / airPiece); p.no != no+1 {
			if p.piece, err = p.get(p.refs[no]); err != nil {
				return n, err
			}
			p.no = no + 1
		}
		from := off % airPiece
		if from >= int64(len(p.piece)) {
			return n, io.ErrUnexpectedEOF
		}
		took := copy(b[n:], p.piece[from:])
		n, off = n+took, off+int64(took)
	}
	return n, nil
}

// airShare says whether this box should hold the sound of an airing: the station that asks
// until it is answered, for the tape stays there; the county while everybody may hear it, or
// an officer has to. Nobody keeps one more: what is lost on its way is asked for anew.
func (f *files) airShare(ctx context.Context, rec hub.Record, role trust.Role) (share, error) {
	a := care.As[care.Airing](f.b.forms, rec)
	if role == trust.RoleCounty {
		wanted, err := f.b.desk.AiringWanted(ctx, a)
		if wanted && err == nil {
			return weGather, nil
		}
		return notOurs, err
	}
	def, _ := f.b.forms.Get(rec.Kind)
	home, err := f.home(ctx, def, rec)
	if err == nil && a.Waits() && home == f.b.trust.Identity().Key() {
		return ourOwn, nil
	}
	return notOurs, err
}

// silenced says whether a record of an airing has let its sound go: refused or taken back,
// it is erased at once and not in the night.
func (f *files) silenced(rec hub.Record) bool {
	return rec.Kind == "airing" && len(care.As[care.Airing](f.b.forms, rec).Pieces) == 0
}
