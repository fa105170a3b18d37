package names

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"yizhan/hub"
)

// Query is what somebody typed or tapped.
type Query struct {
	Text   string
	Site   hub.ID // people of this site come first; zero: no preference
	Only   bool   // people of Site alone
	Limit  int    // at most so many; 0: DefaultLimit
	Offset int    // how many of the best to pass over: 更多
}

// DefaultLimit is how many people Find returns unless told otherwise.
const DefaultLimit = 20

// maxTerms is how many things one may ask for at once (柳沟 王 5678).
const maxTerms = 6

// term is one thing to be found in some key of a person.
type term struct {
	digits   string   // the end of a phone or ID number …
	pattern  *pattern // … or letters and characters
	villages []uint8  // cost by village number; made once a query
}

// plan is a query taken apart. A person fits if the whole is found in one of her
// keys, or if each of the terms is found in some key of hers.
type plan struct {
	whole *term  // nil if digits were typed
	terms []term // empty if the whole is one term
	tail  *term  // what a next letter would go on with; only for Next
}

// numberOf17 is an ID number without its check digit, which may be an X.
const numberOf17 = 17

// clean folds what keyboards vary in: full width, case, ü; whatever is neither
// letter, digit nor character becomes one gap.
func clean(text string) string {
	var b strings.Builder
	digits, gap := 0, false
	for _, r := range norm.NFKC.String(text) {
		r = unicode.ToLower(r)
		if r == 'ü' {
			r = 'v'
		}
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == 'x' && digits == numberOf17:
			digits = 0
		case isLetter(r), r == '〇', r > 0x7f && unicode.IsLetter(r):
			digits = 0
		default:
			digits, gap = 0, b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	if gap {
		b.WriteByte(' ')
	}
	return b.String()
}

// split takes cleaned text apart at gaps and where digits begin or end.
func split(text string) (terms []string) {
	for _, word := range strings.Fields(text) {
		for word != "" {
			n := strings.IndexFunc(word, func(r rune) bool { return !isDigit(r) })
			if n == 0 {
				n = strings.IndexFunc(word, isDigit)
			} else if n == numberOf17 && word[n] == 'x' {
				n++
			}
			if n < 0 {
				n = len(word)
			}
			terms, word = append(terms, word[:n]), word[n:]
		}
	}
	return terms
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// newPlan reads a query. ok is false if nothing can be found by it. withMore is
// for Next, which also goes on from an empty query.
func newPlan(text string, withMore bool) (pl plan, ok bool) {
	text = clean(text)
	words := split(text)
	if len(words) > maxTerms {
		return plan{}, false
	}
	terms := make([]term, len(words))
	anyDigits := false
	for i, w := range words {
		if isDigit(rune(w[0])) {
			terms[i], anyDigits = term{digits: w}, true
			continue
		}
		p, ok := newPattern(w, withMore && i == len(words)-1)
		if !ok {
			return plan{}, false
		}
		terms[i] = term{pattern: p}
	}
	if !anyDigits && len(words) > 0 {
		p, ok := newPattern(text, withMore)
		if !ok {
			return plan{}, false
		}
		pl.whole = &term{pattern: p}
	}
	closed := anyDigits && terms[len(terms)-1].digits != "" || text == "" || strings.HasSuffix(text, " ")
	switch {
	case withMore && closed && len(terms) < maxTerms:
		empty, _ := newPattern("", true)
		pl.terms, pl.tail = terms, &term{pattern: empty}
	case withMore && !closed && len(terms) > 1:
		pl.terms, pl.tail = terms[:len(terms)-1], &terms[len(terms)-1]
	case len(terms) > 1 || anyDigits:
		pl.terms = terms
	}
	return pl, true
}
