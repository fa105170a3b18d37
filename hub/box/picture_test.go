package box

import (
	"bytes"
	"context"
	"encoding/base64"
	"html"
	"image"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/print"
	"yizhan/kiosk/public"
)

// What parents who are away are sent shows how their child has grown: two curves, with the
// child's own line in the dark ink over the shade of the standard, small enough to be sent.
func TestThePictureShowsTheCurve(t *testing.T) {
	t.Parallel()
	if _, err := print.FindFont(); err != nil {
		t.Skip("no font for Chinese here: ", err)
	}
	grown := []care.Growth{{Ref: care.Ref{Period: "2026-11-20"}, Weight: 10900, Length: 823}, {Ref: care.Ref{Period: "2026-09-12"}, Weight: 10400, Length: 804},
		{Ref: care.Ref{Period: "2026-03-12"}, Weight: 9100, Length: 750}, {Ref: care.Ref{Period: "2025-09-12"}, Weight: 7300}}
	raw := pictureOf(t, care.Child{Name: "王梓涵", Nick: "涵涵", Sex: "2", Birth: "2025-03-12"}, grown)
	if to := os.Getenv("PICTURE"); to != "" {
		os.WriteFile(to, raw, 0o600)
	}
	with := inks(t, raw)
	without := inks(t, pictureOf(t, care.Child{Nick: "涵涵"}, grown)) // no birthday: nothing to compare with
	if len(raw) > 120_000 || with.size.Dx() != 720 || with.size.Dy() > 2400 {
		t.Errorf("%d bytes, %v", len(raw), with.size)
	}
	if shade := with.shade - without.shade; shade < 20_000 {
		t.Errorf("%d dots of the standard's shade", shade)
	}
	if rise := with.size.Dy() - without.size.Dy(); rise < 2*curveMM*10 {
		t.Errorf("two curves make it %d dots higher", rise)
	}
}

// onlyCard opens one child, whatever its figures.
type onlyCard struct{ desk.CardFile }

func (c onlyCard) Read(context.Context, string) (public.Opened, error) {
	return public.Opened{CardFile: c.CardFile}, nil
}

// pictureOf is what a family's phone is given.
func pictureOf(t *testing.T, child care.Child, grown []care.Growth) []byte {
	t.Helper()
	p := &public.Public{Cards: onlyCard{desk.CardFile{Child: child, Grown: grown}}, Forms: form.Builtin(),
		Today: func() hub.Day { return "2026-11-23" }, Log: slog.New(slog.DiscardHandler), Draw: drawn()}
	mux := http.NewServeMux()
	p.Routes(mux)
	req := httptest.NewRequest("POST", public.At, strings.NewReader("card=1&picture=month"))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := httptest.NewRecorder()
	mux.ServeHTTP(answer, req)
	_, rest, _ := strings.Cut(answer.Body.String(), "data:image/png;base64,")
	text, _, _ := strings.Cut(rest, `"`)
	raw, err := base64.StdEncoding.DecodeString(html.UnescapeString(text))
	if err != nil || len(raw) == 0 {
		t.Fatalf("no picture: %v, %.300s", err, answer.Body)
	}
	return raw
}

// inked is a picture's size, and how many dots are of the shade of a band.
type inked struct {
	size  image.Rectangle
	shade int
}

func inks(t *testing.T, raw []byte) (out inked) {
	t.Helper()
	decoded, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	img := decoded.(*image.Paletted)
	out.size = img.Rect
	for _, one := range img.Pix {
		if one == 1 { // a quarter of the ink
			out.shade++
		}
	}
	return out
}
