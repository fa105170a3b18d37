package hub

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestErrors(t *testing.T) {
	err := E(CodeInvalid, "child.birth", "2029-01-01").In("birth").Because(io.ErrUnexpectedEOF)
	wrapped := fmt.Errorf("register: %w", err)
	if CodeOf(wrapped) != CodeInvalid || CodeOf(io.EOF) != CodeInternal {
		t.Errorf("codes %v, %v", CodeOf(wrapped), CodeOf(io.EOF))
	}
	if !errors.Is(wrapped, io.ErrUnexpectedEOF) {
		t.Error("the cause is lost")
	}
	if s := wrapped.Error(); !strings.Contains(s, "child.birth") || !strings.Contains(s, "(birth)") || strings.Contains(s, "2029") {
		t.Errorf("the log reads %q: key and field, never the arguments", s)
	}
	if (Errors{}).Or() != nil {
		t.Error("no errors are an error")
	}
	if several := (Errors{err, E(CodeFull, "disk")}).Or(); CodeOf(several) != CodeInvalid || !errors.Is(several, io.ErrUnexpectedEOF) {
		t.Errorf("several errors: %v", several)
	}
}
