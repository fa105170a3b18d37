package trust

import (
	"bytes"
	"encoding/base64"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// First lines of the files that people carry, so that they can be told apart
// by eye and by a text editor.
const (
	lineInvitation = "YIZHAN-INVITATION-1"
	lineAnswer     = "YIZHAN-ANSWER-1"
	lineRequest    = "YIZHAN-REQUEST-1"
)

// MaxEnrolFile bounds the files of an enrolment.
const MaxEnrolFile = 128 << 10

const armorWidth = 64

// armor is the first line, then base64 in lines of 64.
func armor(first string, v any) ([]byte, error) {
	raw, err := codec.Marshal(v)
	if err != nil {
		return nil, err
	}
	text := base64.StdEncoding.AppendEncode(nil, raw)
	out := append([]byte(first), '\n')
	for len(text) > 0 {
		n := min(armorWidth, len(text))
		out = append(append(out, text[:n]...), '\n')
		text = text[n:]
	}
	return out, nil
}

// firstLine tells what kind of file this is.
func firstLine(file []byte) string {
	line, _, _ := bytes.Cut(file[:min(len(file), 64)], []byte("\n"))
	return string(bytes.TrimSuffix(line, []byte("\r")))
}

// unarmor reads what armor wrote into v. A stick that was pulled out too early
// and a changed letter both end here.
func unarmor(file []byte, first string, v any) error {
	if len(file) > MaxEnrolFile {
		return hub.E(hub.CodeTooLarge, "trust.file-large")
	}
	if firstLine(file) != first {
		return untrusted("trust.file-other", "first line is not %s", first)
	}
	_, text, _ := bytes.Cut(file, []byte("\n"))
	raw, err := base64.StdEncoding.Strict().AppendDecode(nil, text)
	if err != nil {
		return untrusted("trust.file-damaged", "%w", err)
	}
	if err := codec.Unmarshal(raw, v); err != nil {
		return untrusted("trust.file-damaged", "%w", err)
	}
	return nil
}

// newerFile says that a file was written by a later release.
func newerFile(version uint8) error {
	return untrusted("trust.newer", "file version %d", version)
}

var errSealed = fmt.Errorf("trust: the seal does not open with this key")
