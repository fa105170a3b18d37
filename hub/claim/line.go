package claim

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"yizhan/hub"
)

// Line is one of a run.
type Line struct {
	Key
	State
	Personal bool  // it is a child's: one without Child is of who was erased
	No       int   // among those of its station
	Amount   int64 // 分; of a correction what is paid more, or taken back
	Corrects bool
	Was      int64 // of a correction: what runs before came to
	Cause    Cause // "" a line that nothing is to be said of
}

// Strike takes the money off a line.
func (l Line) Strike() Line {
	l.Was, l.Amount, l.Cause = l.Amount, 0, Struck
	return l
}

// Text is the lines of one station as a record keeps them, one below the other: number,
// month, count, of, mode, 困境, rate, whole, amount, was, corrects, cause and what it is (c a
// child's, m beyond the most of a month), with spaces between. No child stands in it: which
// are one's is that child's own record, and erased with it.
func Text(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		what := "-"
		switch {
		case l.Cap:
			what = "m"
		case l.Personal:
			what = "c"
		}
		fmt.Fprintf(&b, "%d %s %d %d %s %d %s %d %d %d %d %s %s\n", l.No, l.Month, l.Count, l.Of, cmp.Or(l.Mode, "-"), number(l.Hard),
			l.Rate, l.Whole, l.Amount, l.Was, number(l.Corrects), cmp.Or(string(l.Cause), "-"), what)
	}
	return b.String()
}

// fields of a line's text.
const lineFields = 13

// ReadText reads what Text wrote; whose a child's line is, is not in it.
func ReadText(site hub.ID, text string) (out []Line, err error) {
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		if len(f) != lineFields {
			return nil, fmt.Errorf("claim: a line of %d fields", len(f))
		}
		l := Line{Key: Key{Site: site, Month: f[1], Cap: f[12] == "m"}, State: State{Hard: f[5] == "1"}, Personal: f[12] == "c", Corrects: f[10] == "1"}
		for i, at := range map[int]*int64{2: &l.Count, 3: &l.Of, 7: &l.Whole, 8: &l.Amount, 9: &l.Was} {
			if *at, err = strconv.ParseInt(f[i], 10, 64); err != nil {
				return nil, fmt.Errorf("claim: %w", err)
			}
		}
		if l.No, err = strconv.Atoi(f[0]); err == nil {
			l.Rate, err = hub.ParseID(f[6])
		}
		if err != nil {
			return nil, fmt.Errorf("claim: %w", err)
		}
		if f[4] != "-" {
			l.Mode = f[4]
		}
		if f[11] != "-" {
			l.Cause = Cause(f[11])
		}
		out = append(out, l)
	}
	return out, nil
}

// Paper is what a run's digest is over, besides its lines.
type Paper struct {
	Programme hub.ID
	Rule      Rule
	From, To  string
	Known     int64 // the closing
	Rates     []hub.ID
}

// Digest is the SHA-256, in hex, over "yizhan/claim/1", 0, and then a line each: programme,
// rule, months, closing; the rates by id; and of each station by id its id and its lines as
// Text writes them. It stands on the printed sheet and in the record that locks a run.
func Digest(p Paper, bySite map[hub.ID]string) string {
	h := sha256.New()
	fmt.Fprintf(h, "yizhan/claim/1\x00%s\n%s\n%s\n%s\n%d\n", p.Programme, p.Rule, p.From, p.To, p.Known)
	rates := append([]hub.ID(nil), p.Rates...)
	hub.Sort(rates, func(a, b hub.ID) int { return bytes.Compare(a[:], b[:]) })
	for _, id := range rates {
		fmt.Fprintf(h, "%s\n", id)
	}
	var sites []hub.ID
	for site := range bySite {
		sites = append(sites, site)
	}
	hub.Sort(sites, func(a, b hub.ID) int { return bytes.Compare(a[:], b[:]) })
	for _, site := range sites {
		fmt.Fprintf(h, "%s\n%s", site, bySite[site])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Figures is a digest as it stands on paper and screens: the same number in figures, thirteen
// groups of six, which two people can read to each other.
func Figures(digest string) string {
	raw, err := hex.DecodeString(digest)
	if err != nil || len(raw) != sha256.Size {
		return ""
	}
	text := fmt.Sprintf("%078d", new(big.Int).SetBytes(raw))
	var groups []string
	for len(text) > 0 {
		groups, text = append(groups, text[:6]), text[6:]
	}
	return strings.Join(groups, " ")
}

// BySite is the lines' texts by station.
func BySite(lines []Line) map[hub.ID]string {
	parts := map[hub.ID][]Line{}
	for _, l := range lines {
		parts[l.Site] = append(parts[l.Site], l)
	}
	out := map[hub.ID]string{}
	for site, some := range parts {
		out[site] = Text(some)
	}
	return out
}

// Total is what lines come to: those of the months themselves, and corrections, apart.
type Total struct {
	Children       int   // who are named
	Months         int   // lines of a month, or of a station: neither corrections nor struck out
	Own, Corrected int64 // 分
	Struck         int64 // 分 that is not paid
}

// Sum is all that is paid.
func (t Total) Sum() int64 { return t.Own + t.Corrected }

// Totals adds lines up.
func Totals(lines []Line) (t Total) {
	children := map[hub.ID]bool{}
	for _, l := range lines {
		switch {
		case l.Cause == Struck:
			t.Struck += l.Was
		case l.Corrects:
			t.Corrected += l.Amount
		case l.Cap:
			t.Own += l.Amount
		default:
			t.Own += l.Amount
			t.Months++
			if !l.Child.IsZero() && !children[l.Child] {
				children[l.Child] = true
				t.Children++
			}
		}
	}
	return t
}
