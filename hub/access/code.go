package access

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"yizhan/hub"
)

// A code is the second thing by which an officer proves that it is her: six figures that
// her telephone makes of a secret and the time (RFC 6238: HMAC-SHA-1, steps of 30 s). The
// step beside the present one is taken too, each step once. A clock that is wrong by more
// opens nothing and shuts out who comes with a code; a recovery code needs no clock.
const (
	codeStep    = 30 * time.Second
	codeFigures = 6
	codeBeside  = 1                // steps before and after: telephones are late, people slow
	codeSecret  = 20               // bytes, as RFC 4226 (4, R6) recommends
	halfLasts   = 5 * time.Minute  // between password and code
	mostHalf    = 256              // who wait so, all together
	rescueCodes = 10               // on the paper
	freshLasts  = 30 * time.Minute // between the picture of a secret and the first code made of it

	topicHalf  = "code-half" // whose password was right
	topicFresh = "code-new"  // a secret that she has been shown and has not confirmed
)

// figuresAt is HOTP (RFC 4226, 5.3) of a step.
func figuresAt(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	_ = binary.Write(mac, binary.BigEndian, step) // a hash takes everything
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	n := binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff
	return fmt.Sprintf("%0*d", codeFigures, n%1_000_000)
}

// stepOf finds the step of which a code is: one that is near enough, and after last.
func stepOf(secret []byte, now time.Time, last int64, typed string) (int64, bool) {
	present, found := now.Unix()/int64(codeStep/time.Second), int64(0)
	for step := present - codeBeside; step <= present+codeBeside; step++ {
		if subtle.ConstantTimeCompare([]byte(figuresAt(secret, step)), []byte(typed)) == 1 && step > last && found == 0 {
			found = step
		}
	}
	return found, found != 0
}

// halfway is an officer whose password was right.
type halfway struct {
	Name string        `json:"name"`
	Era  ID8           `json:"era"`
	Run  [8]byte       `json:"run"`
	At   time.Duration `json:"at"`
}

// halfOver says whether her time to bring the code has run out; what another clock measured
// has.
func (g *Gate) halfOver(h halfway) bool { return h.Run != g.run || g.Elapsed()-h.At >= halfLasts }

// halfIn remembers that a password was right. The oldest of too many has to come again.
func (g *Gate) halfIn(ctx context.Context, l login) (id string, err error) {
	kept, err := g.Book.Notes(ctx, topicHalf)
	if err != nil {
		return "", err
	}
	oldest, at := "", time.Duration(0)
	for key, body := range kept {
		var h halfway
		if json.Unmarshal(body, &h) != nil || g.halfOver(h) {
			if err := g.Book.DropNote(ctx, topicHalf, key); err != nil {
				return "", err
			}
		} else if oldest == "" || h.At < at {
			oldest, at = key, h.At
		}
	}
	if len(kept) >= mostHalf && oldest != "" {
		if err := g.Book.DropNote(ctx, topicHalf, oldest); err != nil {
			return "", err
		}
	}
	body, err := json.Marshal(halfway{l.Name, l.Era, g.run, g.Elapsed()})
	if err != nil {
		return "", err
	}
	id = rand.Text()
	return id, g.Book.PutNote(ctx, topicHalf, halfName(id), body)
}

// halfName is under what name it is kept: who reads the book cannot go on in her place.
func halfName(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16])
}

// Code is the second step of a login: what the telephone shows, or a recovery code. Wrong
// ones count as wrong passwords do. Errors: CodeInvalid access.code-late (her password is
// to be typed again), access.code-wrong, access.code-clock, access.login-locked.
func (g *Gate) Code(ctx context.Context, half, typed, from string) (token string, err error) {
	late := hub.E(hub.CodeInvalid, "access.code-late").In("password")
	body, ok, err := g.Book.Note(ctx, topicHalf, halfName(half))
	if err != nil {
		return "", err
	}
	var h halfway
	if !ok || json.Unmarshal(body, &h) != nil || g.halfOver(h) {
		return "", late
	}
	l, known, err := g.login(ctx, h.Name)
	if err != nil {
		return "", err
	}
	if !known || l.Era != h.Era {
		return "", late
	}
	if err := g.tryCode(ctx, l, typed, from); err != nil {
		return "", err
	}
	if err := g.Book.DropNote(ctx, topicHalf, halfName(half)); err != nil {
		return "", err
	}
	return g.enterAs(ctx, h.Name, from)
}

func (g *Gate) tryCode(ctx context.Context, l login, typed, from string) error {
	err := g.try(ctx, loginGate(l.Name, true), func() (bool, error) { return g.codeFits(ctx, l, typed, from) })
	wrong := "access.code-wrong"
	if g.Clock.Now().Quality < hub.ClockConfirmed {
		wrong = "access.code-clock"
	}
	return g.missed(ctx, err, l, from, wrong, "code")
}

// codeFits uses up what fits, in one transaction with the look at it: of two that bring
// the same code one is refused, at two processes too.
func (g *Gate) codeFits(ctx context.Context, l login, typed, from string) (fits bool, err error) {
	typed = strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(typed))
	if figures(typed, codeFigures, codeFigures) {
		now := g.Clock.Now().Wall
		err = g.Book.Lockout(ctx, "code/"+l.Person.Staff.String(), func(n int, body []byte) (int, []byte) {
			last, _ := strconv.ParseInt(string(body), 10, 64)
			step, ok := stepOf(l.Secret, now, last, typed)
			if fits = ok; !ok {
				return n, body
			}
			return 1, strconv.AppendInt(nil, step, 10)
		})
		return fits, err
	}
	nth := slices.IndexFunc(l.Saved, func(saved []byte) bool { return hmac.Equal(saved, g.rescueHash(l.Person.Staff, typed)) })
	if nth < 0 {
		return false, nil
	}
	err = g.Book.Lockout(ctx, rescueGate(l), func(n int, body []byte) (int, []byte) {
		used := usedOf(body)
		if fits = !slices.Contains(used, nth); !fits {
			return n, body
		}
		next, merr := json.Marshal(append(used, nth))
		if merr != nil {
			panic(merr) // a few numbers
		}
		return len(used) + 1, next
	})
	if fits && err == nil {
		g.Noted(ctx, Event{What: NotedRescue, Staff: l.Person.Staff, From: from})
	}
	return fits, err
}

// rescueGate is where used recovery codes are kept: of each paper by itself.
func rescueGate(l login) string {
	return fmt.Sprintf("rescue/%s/%x", l.Person.Staff, sha256.Sum256(l.Secret))[:80]
}

func usedOf(body []byte) (used []int) {
	_ = json.Unmarshal(body, &used) // nothing is there before the first one
	return used
}

// rescueHash is how a recovery code is kept: 50 random bits under the box's own key need
// no slow hash.
func (g *Gate) rescueHash(staff hub.ID, code string) []byte {
	mac := hmac.New(sha256.New, g.Pepper[:])
	mac.Write([]byte("yizhan/rescue/1\x00"))
	mac.Write(staff[:])
	mac.Write([]byte(code))
	return mac.Sum(nil)
}

// fresh is a secret as it waits for its first code.
type fresh struct {
	Secret []byte        `json:"secret"`
	Run    [8]byte       `json:"run"`
	At     time.Duration `json:"at"`
}

// NewCode makes a secret for an officer, or gives her the one that she was shown a moment
// ago. It is worth nothing before ConfirmCode.
func (g *Gate) NewCode(ctx context.Context, name string) (secret []byte, err error) {
	f, ok, err := g.fresh(ctx, name)
	if err != nil || ok {
		return f.Secret, err
	}
	f = fresh{make([]byte, codeSecret), g.run, g.Elapsed()}
	rand.Read(f.Secret)
	body, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	return f.Secret, g.Book.PutNote(ctx, topicFresh, name, body)
}

func (g *Gate) fresh(ctx context.Context, name string) (f fresh, ok bool, err error) {
	body, ok, err := g.Book.Note(ctx, topicFresh, name)
	if err != nil || !ok {
		return fresh{}, false, err
	}
	if err := json.Unmarshal(body, &f); err != nil {
		return fresh{}, false, fmt.Errorf("access: new code: %w", err)
	}
	return f, f.Run == g.run && g.Elapsed()-f.At < freshLasts, nil
}

// ConfirmCode makes the new secret hers once she has typed her password and what her
// telephone makes of it; sessions elsewhere end. It answers with her recovery codes, which
// are shown once, and a session. Errors: CodeInvalid.
func (g *Gate) ConfirmCode(ctx context.Context, name, password, typed, from string) (paper []string, token string, err error) {
	if err := g.Prove(ctx, name, password); err != nil {
		return nil, "", err
	}
	f, ok, err := g.fresh(ctx, name)
	if err != nil {
		return nil, "", err
	}
	if !ok {
		return nil, "", hub.E(hub.CodeInvalid, "access.code-again").In("code")
	}
	l, err := g.known(ctx, name)
	if err != nil {
		return nil, "", err
	}
	l.Secret, l.Saved = f.Secret, nil
	if err := g.tryCode(ctx, l, typed, from); err != nil {
		return nil, "", err
	}
	for range rescueCodes {
		code := strings.ToLower(rand.Text()[:10])
		paper = append(paper, code[:5]+"-"+code[5:])
		l.Saved = append(l.Saved, g.rescueHash(l.Person.Staff, code))
	}
	if err := g.putLogin(ctx, l); err != nil {
		return nil, "", err
	}
	if err := g.Book.DropNote(ctx, topicFresh, name); err != nil {
		return nil, "", err
	}
	g.Noted(ctx, Event{What: NotedCode, Staff: l.Person.Staff, From: from})
	token, err = g.enterAs(ctx, name, from)
	return paper, token, err
}

// DropCode lets an officer in with her password alone again: she has lost telephone and
// paper. Who asks for it has been recognised by whoever calls this. Errors: CodeNotFound.
func (g *Gate) DropCode(ctx context.Context, name string) error {
	l, err := g.known(ctx, name)
	if err != nil {
		return err
	}
	l.Secret, l.Saved = nil, nil
	return g.putLogin(ctx, l)
}

// SpellCode is a secret as people type it into a telephone that has no camera.
func SpellCode(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// CodeURI is a secret as programs for telephones read it from a picture ("Key URI
// Format").
func CodeURI(issuer, name string, secret []byte) string {
	q := url.Values{"secret": {SpellCode(secret)}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+name) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}
