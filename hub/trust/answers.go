package trust

import (
	"bytes"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Answers on their way: a box that asked may fetch its own from any hub that has
// heard the county. An answer is sealed to its box and says to others no more than
// a certificate does. One whose box has been met is taken out.
type answers struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Number  uint64
	Waiting []waiting // oldest first
}

type waiting struct {
	_    struct{} `cbor:",toarray"`
	Key  [32]byte
	File []byte
}

// maxWaiting bounds the answers that travel; the oldest goes first. A box that
// comes later still gets its own by stick, or asks again.
const maxWaiting = 32

// putAnswer adds an answer to those that travel. Callers hold mu, at the county.
func (f *Folder) putAnswer(key [32]byte, file []byte) error {
	a, err := f.readAnswers(f.held[listAnswers].Raw)
	if err != nil {
		a = answers{Number: f.held[listAnswers].Number} // none yet
	}
	a.Version, a.Number = 1, a.Number+1
	a.Waiting = slices.DeleteFunc(a.Waiting, func(w waiting) bool { return w.Key == key || f.members.hasShown(w.Key) })
	a.Waiting = append(a.Waiting, waiting{Key: key, File: file})
	a.Waiting = a.Waiting[max(0, len(a.Waiting)-maxWaiting):]
	s, err := signBody(f.authority.sign, signsAnswers, a)
	if err != nil {
		return err
	}
	raw, err := codec.Marshal(s)
	if err != nil {
		return err
	}
	return f.keep(heldList{Name: listAnswers, Number: a.Number, Raw: raw})
}

func (f *Folder) readAnswers(raw []byte) (answers, error) {
	var s signed
	var a answers
	if err := codec.Unmarshal(raw, &s); err != nil {
		return a, untrusted("trust.list", "%w", err)
	}
	if err := s.check(f.bundle.CountyKey, signsAnswers, &a); err != nil {
		return a, untrusted("trust.list", "%w", err)
	}
	if a.Version != 1 || a.Number == 0 || len(a.Waiting) > maxWaiting {
		return a, untrusted("trust.list", "answers of version %d", a.Version)
	}
	return a, nil
}

// takeAnswers keeps a newer list of answers. Callers hold mu.
func (f *Folder) takeAnswers(raw []byte) error {
	a, err := f.readAnswers(raw)
	if err != nil || a.Number <= f.held[listAnswers].Number {
		return err
	}
	return f.keep(heldList{Name: listAnswers, Number: a.Number, Raw: raw})
}

// AnswerFor is the county's answer to a box that asked, as far as it has come to
// this hub; nil where there is none.
func (f *Folder) AnswerFor(key [32]byte) []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	a, err := f.readAnswers(f.held[listAnswers].Raw)
	if err != nil {
		return nil
	}
	for _, w := range a.Waiting {
		if w.Key == key {
			return bytes.Clone(w.File)
		}
	}
	return nil
}

// Certified is what the county gave a box that asked: the whole answer as a file,
// the same in short for pictures, and twelve figures to read to the station, which
// types them where the answer came by itself.
type Certified struct {
	File  []byte
	Parts []string
	Code  string
}

// Certify answers a request whose keys were compared. The answer travels by every
// exchange too. townshipName may be empty where the township is known.
func (f *Folder) Certify(r Request, g Grant, townshipName string) (Certified, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, err := f.granting(g, townshipName, &r)
	if err != nil {
		return Certified{}, err
	}
	out := Certified{Code: Code(f.authority.Key(), r)}
	cert, err := f.authority.Certify(r.Key, r.X25519, g)
	if err != nil {
		return Certified{}, err
	}
	if out.File, err = f.authority.answer(cert, b); err != nil {
		return Certified{}, err
	}
	short := b // what a box needs to call the county; the rest comes with its first letter
	short.Number, short.Certificates, short.Revocations = 0, nil, nil
	short.URLs = short.URLs[:min(len(short.URLs), 1)]
	file, err := f.authority.answer(cert, short)
	if err != nil {
		return Certified{}, err
	}
	if out.Parts, err = Parts(file); err != nil {
		return Certified{}, err
	}
	// The county knows whom it let in before the box has called: it can seal a stick for
	// it that travels with the answer, and put it out again.
	if _, err := f.members.know(cert.Raw); err != nil {
		return Certified{}, err
	}
	return out, f.putAnswer(r.Key, out.File)
}

// Code are twelve figures that only this county and this box make together: the
// officer reads them out, and whoever types them has the word of the county that
// she telephones with. The box's keys are in it, so that nobody can look for a
// county with the same figures before the box has asked.
func Code(county [32]byte, r Request) string { return twelve(county[:], r.Key[:], r.X25519[:]) }

// CheckAnswer says whether an answer is for this box and comes from the county
// whose figures were read out. Errors: CodeInvalid "trust.code" where they differ.
func (f *Folder) CheckAnswer(file []byte, code string) error {
	_, b, _, err := accept(f.identity, file)
	if err != nil {
		return err
	}
	typed, err := onlyDigits(code)
	if err != nil {
		return hub.E(hub.CodeInvalid, "trust.code")
	}
	want, _ := onlyDigits(Code(b.CountyKey, f.Asking("")))
	if typed != want {
		return hub.E(hub.CodeInvalid, "trust.code")
	}
	return nil
}

// Asking is this box as it asks.
func (f *Folder) Asking(name string) Request {
	return Request{Key: f.identity.Key(), X25519: f.identity.Recipient(), Name: name}
}
