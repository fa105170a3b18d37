package hub

import (
	"errors"
	"fmt"
)

// Code says what kind of trouble an error is; kiosk/web maps it to a status,
// hub/cli to an exit code.
type Code string

const (
	CodeInvalid   Code = "invalid"   // what was entered cannot be
	CodeQuestion  Code = "question"  // may be right; a person has to say so
	CodeConflict  Code = "conflict"  // somebody else changed it meanwhile
	CodeForbidden Code = "forbidden" // she may not
	CodeSignedOut Code = "signedout" // nobody is signed in
	CodeNotFound  Code = "notfound"
	CodeTooLarge  Code = "toolarge"
	CodeFull      Code = "full"      // disk
	CodeFolder    Code = "folder"    // data folder cannot be used
	CodePort      Code = "port"      // address taken
	CodeUntrusted Code = "untrusted" // signature, certificate, lane
	CodeUnknown   Code = "unknown"   // outcome not known; the request id settles it
	CodeInternal  Code = "internal"
)

// Error is what people and logs are told: a code, the key of a sentence in
// hub/words, its arguments (never shown in logs), the field it belongs to, and
// the cause for the log.
type Error struct {
	Code  Code
	Key   string
	Args  []any
	Field string // name of the form field, "" if none
	Cause error
}

func (e *Error) Error() string {
	s := string(e.Code) + ": " + e.Key
	if e.Field != "" {
		s += " (" + e.Field + ")"
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Cause }

// E makes an error that a person will read.
//
//go:noinline
func E(code Code, key string, args ...any) *Error { return &Error{Code: code, Key: key, Args: args} }

// In names the field that an error belongs to.
//
//go:noinline
func (e *Error) In(field string) *Error { e.Field = field; return e }

// Because adds the cause, for the log.
//
//go:noinline
func (e *Error) Because(cause error) *Error { e.Cause = cause; return e }

// CodeOf is the code of the first Error in err's chain, CodeInternal if there is none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}

// Errors is several at once: a page shows each beside its field.
type Errors []*Error

func (es Errors) Error() string {
	if len(es) == 0 {
		return "no error"
	}
	return fmt.Sprintf("%d errors, first: %v", len(es), es[0])
}

func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// Or returns nil when there is none, so that a check can end in `return es.Or()`.
func (es Errors) Or() error {
	if len(es) == 0 {
		return nil
	}
	return es
}
