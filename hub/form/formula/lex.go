package formula

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yizhan/hub"
)

// Error says what is wrong with a formula and where. Key is that of a sentence in
// hub/words, English the same for logs; both take Args.
type Error struct {
	Column  int // from 1, in characters
	Key     string
	English string
	Args    []any
}

func (e *Error) Error() string { return hub.E(hub.CodeInvalid, e.Key).Error() + ": " + e.English }

func wrong(column int, key, english string, args ...any) *Error {
	return &Error{Column: column, Key: key, English: english, Args: args}
}

type tokenKind uint8

const (
	endToken tokenKind = iota
	nameToken
	numberToken
	textToken
	signToken // + - * / < <= > >= == != ( ) [ ] , .
)

type token struct {
	kind   tokenKind
	text   string
	num    int64
	column int
}

type lexer struct {
	rest   string
	column int
}

func (l *lexer) take(n int) string {
	s := l.rest[:n]
	l.rest = l.rest[n:]
	l.column += utf8.RuneCountInString(s)
	return s
}

func (l *lexer) next() (token, *Error) {
	l.take(len(l.rest) - len(strings.TrimLeft(l.rest, " \t\n")))
	t := token{column: l.column}
	if l.rest == "" {
		return t, nil
	}
	switch c := l.rest[0]; {
	case isLetter(c):
		t.kind, t.text = nameToken, l.take(span(l.rest, func(c byte) bool { return isLetter(c) || isDigit(c) }))
	case isDigit(c):
		return l.number(t)
	case c == '"' || c == '\'':
		end := strings.IndexByte(l.rest[1:], c)
		if end < 0 {
			return t, wrong(t.column, "formula.open-text", "text without closing quote")
		}
		t.kind, t.text = textToken, l.take(end + 2)[1:end+1]
	default:
		for _, sign := range []string{"<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "."} {
			if strings.HasPrefix(l.rest, sign) {
				t.kind, t.text = signToken, l.take(len(sign))
				return t, nil
			}
		}
		r, _ := utf8.DecodeRuneInString(l.rest)
		switch {
		case unicode.Is(unicode.Han, r):
			return t, wrong(t.column, "formula.han", "a field is called by its name, not by its label")
		case r == '=' || r == '&' || r == '|' || r == '!':
			return t, wrong(t.column, "formula.programmer", "%q is written ==, and, or, not", string(r))
		}
		return t, wrong(t.column, "formula.sign", "unknown character %q", string(r))
	}
	return t, nil
}

// number reads 12, 8.25 and, as minutes, 8:30.
func (l *lexer) number(t token) (token, *Error) {
	t.kind = numberToken
	n := span(l.rest, isDigit)
	if n+1 < len(l.rest) && (l.rest[n] == '.' || l.rest[n] == ':') && isDigit(l.rest[n+1]) {
		n += 1 + span(l.rest[n+1:], isDigit)
	}
	t.text = l.take(n)
	hour, minute, clock := strings.Cut(t.text, ":")
	var ok bool
	if t.num, ok = readNumber(hour); ok && clock {
		var m int64
		m, ok = readNumber(minute)
		ok = ok && len(minute) == 2 && t.num < 24*One && m < 60*One
		t.num = t.num*60 + m
	}
	if !ok {
		return t, wrong(t.column, "formula.number", "not a number: %s", t.text)
	}
	return t, nil
}

func span(s string, is func(byte) bool) int {
	for i := range len(s) {
		if !is(s[i]) {
			return i
		}
	}
	return len(s)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
