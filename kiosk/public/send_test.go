package public

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"yizhan/hub"
)

// onePhoto is a ticket that is good once.
type onePhoto struct {
	id   hub.ID
	sent []byte
	err  error
	asks bool // the family does not want it
}

func (o *onePhoto) Open(_ context.Context, id hub.ID) error {
	switch {
	case o.asks:
		return hub.E(hub.CodeForbidden, "photo.consent")
	case id != o.id || o.sent != nil:
		return hub.E(hub.CodeNotFound, "photo.over")
	}
	return nil
}

func (o *onePhoto) Send(_ context.Context, _ hub.ID, file []byte) error {
	if o.err == nil {
		o.sent = file
	}
	return o.err
}

func upload(t testing.TB, field string, file []byte) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	w.WriteField("request", "00")
	part, err := w.CreateFormFile(field, "IMG_0001.JPG")
	if err == nil {
		_, err = part.Write(file)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

// A telephone that has scanned the screen sends one photo, once; whatever is wrong is said
// and leaves the ticket as it was. No page of it says that it is about a card.
func TestSending(t *testing.T) {
	photo := []byte("\xff\xd8\xff photo")
	for name, tt := range map[string]struct {
		path  string
		field string
		file  []byte
		err   error
		code  int
		says  string
	}{
		"well":         {"", "upload", photo, nil, 200, "收到了"},
		"another's":    {hub.NewID().String(), "upload", photo, nil, 404, "这张图用过了"},
		"no ticket":    {"x", "upload", photo, nil, 404, "这张图用过了"},
		"nothing":      {"", "upload", nil, nil, 422, "还没有选照片"},
		"another part": {"", "avatar", photo, nil, 422, "还没有选照片"},
		"too large":    {"", "upload", make([]byte, mostSent), nil, 413, "太大"},
		"no photo":     {"", "upload", photo, hub.E(hub.CodeInvalid, "photo.kind").In("file"), 422, "这不是照片"},
		"full":         {"", "upload", photo, hub.E(hub.CodeFull, "blob.floor"), 507, "盘快满了"},
	} {
		o := &onePhoto{id: hub.NewID(), err: tt.err}
		p := &Public{Photos: o, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
		mux := http.NewServeMux()
		p.Routes(mux)
		path := tt.path
		if path == "" {
			path = o.id.String()
		}
		body, kind := upload(t, tt.field, tt.file)
		r := httptest.NewRequest("POST", "/s/"+path, body)
		r.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		if w.Code != tt.code || !strings.Contains(w.Body.String(), tt.says) || strings.Contains(w.Body.String(), "家庭卡") || (o.sent != nil) != (name == "well") {
			t.Errorf("%s: %d, kept %v, says %q", name, w.Code, o.sent != nil, w.Body)
		}
		again := httptest.NewRecorder()
		mux.ServeHTTP(again, httptest.NewRequest("GET", "/s/"+o.id.String(), nil))
		if want := map[bool]int{true: 404, false: 200}[name == "well"]; again.Code != want {
			t.Errorf("%s: asked for once more it answers %d, want %d", name, again.Code, want)
		}
	}
}

// A family that has not agreed, or has changed its mind since the picture was shown: the
// telephone is told before it sends, and what it sends all the same is not read.
func TestNothingIsSentWithoutAYes(t *testing.T) {
	o := &onePhoto{id: hub.NewID(), asks: true}
	p := &Public{Photos: o, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	mux := http.NewServeMux()
	p.Routes(mux)
	for _, method := range []string{"GET", "POST"} {
		body, kind := upload(t, "upload", []byte("photo"))
		r := httptest.NewRequest(method, "/s/"+o.id.String(), body)
		r.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "家里还没有同意") || strings.Contains(w.Body.String(), "<form") || o.sent != nil {
			t.Errorf("%s: %d %s", method, w.Code, w.Body)
		}
	}
}

// FuzzSent is whatever a telephone posts.
func FuzzSent(f *testing.F) {
	body, kind := upload(f, "upload", []byte("photo"))
	f.Add(kind, body.Bytes())
	f.Add("multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"upload\"\r\n\r\n"))
	f.Add("text/plain", []byte("photo"))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		r := httptest.NewRequest("POST", "/s/x", bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		file, err := sent(httptest.NewRecorder(), r)
		if err != nil && hub.CodeOf(err) != hub.CodeInvalid && hub.CodeOf(err) != hub.CodeTooLarge || err == nil && len(file) == 0 {
			t.Fatalf("%d bytes, %v", len(file), err)
		}
	})
}
